import { z } from 'zod';
import { pageLimit, type CommandName, type Input } from './contract';
import { radiusRange, removalActions, skipReasons, workersRange } from './domain';
import { exportFormats } from './export';

const nothing = z.null();
const id = z.string().min(1).max(128);
const page = { offset: z.int().min(0), limit: z.int().min(1).max(pageLimit) };

const choice = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('move'), folder: id }),
  z.strictObject({ action: z.enum(removalActions).exclude(['move']) }),
]);

/** The runtime decoder of each command's input; nothing reaches a handler without passing its own. */
export const inputSchemas: { readonly [K in CommandName]: z.ZodType<Input<K>> } = {
  'app.info': nothing,
  'settings.get': nothing,
  'settings.set': z.strictObject({
    workers: z.int().min(workersRange.min).max(workersRange.max).nullable(),
    radius: z.int().min(radiusRange.min).max(radiusRange.max),
    shots: z.boolean(),
    permanentDelete: z.boolean(),
  }),
  'folders.pick': nothing,
  'folders.browse': z.strictObject({ at: id.nullable() }),
  'folders.recent': nothing,
  'folders.initial': nothing,
  'samples.make': nothing,
  'scan.start': z.strictObject({ folders: z.array(id).min(1).max(256) }),
  'scan.pause': nothing,
  'scan.resume': nothing,
  'scan.cancel': nothing,
  'scan.state': nothing,
  'skipped.page': z.strictObject({ ...page, reason: z.enum(skipReasons).nullable() }),
  'plain.page': z.strictObject(page),
  'groups.page': z.strictObject(page),
  'groups.copies': nothing,
  'files.facts': z.strictObject({ file: id }),
  'files.reveal': z.strictObject({ file: id }),
  'removal.plan': z.strictObject({ files: z.array(id).min(1).max(1_000_000), choice }),
  'removal.run': z.strictObject({ plan: id, confirmation: z.string().max(200).nullable() }),
  'removal.cancel': nothing,
  'removal.undo': z.strictObject({ transaction: id }),
  'removal.history': nothing,
  'export.save': z.strictObject({ format: z.enum(exportFormats) }),
  'export.cancel': nothing,
  'export.reveal': nothing,
  'speedup.measure': nothing,
  'speedup.cancel': nothing,
};

export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(inputSchemas, name);
}

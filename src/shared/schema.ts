import { z } from 'zod';
import { idsLimit, pageLimit, type CommandName, type Input } from './contract';
import { imageFormats } from './files';
import { groupKinds } from './groups';
import { removalActions } from './removal';
import { skipReasons } from './scan';
import { mostExcluded, radiusRange, workersRange } from './settings';
import { fail, ok, type Result } from './errors';
import { exportFormats } from './export';
import { folderRoles, mostRanked } from './folders';
import { longestGlob } from './glob';
import { keepCriteria, keepWeights } from './keep';
import { plainQuery, plainSort, sortKeys, type GroupListing } from './query';
import { ruleKeepers } from './rules';

const nothing = z.null();
const id = z.string().min(1).max(128);
const page = { offset: z.int().min(0), limit: z.int().min(1).max(pageLimit) };

const keepPolicySchema = z
  .array(z.strictObject({ criterion: z.enum(keepCriteria), weight: z.int().min(keepWeights.min).max(keepWeights.max) }))
  .length(keepCriteria.length)
  .refine((policy) => new Set(policy.map(({ criterion }) => criterion)).size === keepCriteria.length, 'names a criterion twice');

const ids = z.array(id).max(1_000_000);

const choice = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('move'), folder: id }),
  z.strictObject({ action: z.enum(removalActions).exclude(['move']) }),
]);

const span = z.strictObject({ min: z.number().nullable(), max: z.number().nullable() });
const query = z.strictObject({
  text: z.string().max(1000),
  formats: z.array(z.enum(imageFormats)).max(imageFormats.length).readonly(),
  kinds: z.array(z.enum(groupKinds)).max(groupKinds.length).readonly(),
  bytes: span,
  dates: span,
  distance: span,
  decided: z.enum(['any', 'decided', 'undecided']),
  isNew: z.boolean().nullable(),
});
const sort = z.strictObject({ by: z.enum(sortKeys), descending: z.boolean() });
const listing = { query: query.default(plainQuery), sort: sort.default(plainSort) };
/** A whole {@link GroupListing}, as it is kept. */
export const groupListingSchema: z.ZodType<GroupListing> = z.strictObject({ query, sort });

const rule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('keep'), keeper: z.enum(ruleKeepers) }),
  z.strictObject({ kind: z.literal('pattern'), pattern: z.string().trim().min(1).max(longestGlob), files: z.enum(['keep', 'mark']) }),
]);
const scope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('query'), query }),
  z.strictObject({ kind: z.literal('groups'), groups: ids }),
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
    excluded: z.array(z.string().min(1).max(longestGlob)).max(mostExcluded),
    keep: keepPolicySchema,
  }),
  'folders.pick': nothing,
  'folders.browse': z.strictObject({ at: id.nullable() }),
  'folders.make': z.strictObject({ at: id, name: z.string().min(1).max(255) }),
  'folders.recent': nothing,
  'folders.initial': nothing,
  'folders.roles': nothing,
  'folders.setRole': z.strictObject({ folder: id, role: z.enum(folderRoles).nullable() }),
  'folders.setPriority': z.strictObject({ folders: z.array(id).max(mostRanked) }),
  'folders.of': z.strictObject({ file: id }),
  'samples.make': nothing,
  'library.reopen': nothing,
  'scan.start': z.strictObject({ folders: z.array(id).min(1).max(256) }),
  'scan.pause': nothing,
  'scan.resume': nothing,
  'scan.cancel': nothing,
  'scan.state': nothing,
  'skipped.page': z.strictObject({ ...page, reason: z.enum(skipReasons).nullable(), search: z.string().max(1000).optional() }),
  'skipped.reveal': z.strictObject({ entry: id }),
  'plain.page': z.strictObject(page),
  'groups.page': z.strictObject({ ...page, ...listing }),
  'groups.ids': z.strictObject({ ...page, ...listing, limit: z.int().min(1).max(idsLimit) }),
  'groups.places': z.strictObject({ ...listing, groups: ids }),
  'place.get': nothing,
  'place.save': z.strictObject({ listing: groupListingSchema, group: id.nullable(), above: z.int().min(0) }),
  'dismissed.add': z.strictObject({ files: z.array(id).min(2).max(1_000_000) }),
  'dismissed.page': z.strictObject(page),
  'dismissed.remove': z.strictObject({ id: z.int().min(1) }),
  'marks.state': nothing,
  'marks.set': z.strictObject({ mark: ids, unmark: ids }),
  'marks.copies': z.strictObject({ groups: ids.min(1) }),
  'marks.none': z.strictObject({ groups: ids.min(1) }),
  'marks.keep': z.strictObject({ file: id }),
  'marks.all': nothing,
  'marks.clear': nothing,
  'marks.undo': nothing,
  'marks.redo': nothing,
  'rules.preview': z.strictObject({ rule, scope, shots: z.boolean(), decided: z.boolean() }),
  'rules.page': z.strictObject({ ...page, preview: id }),
  'rules.apply': z.strictObject({ preview: id }),
  'keep.preview': z.strictObject({ policy: keepPolicySchema }),
  'files.facts': z.strictObject({ file: id }),
  'files.reveal': z.strictObject({ file: id }),
  'files.open': z.strictObject({ file: id }),
  'removal.plan': z.strictObject({ choice }),
  'removal.run': z.strictObject({ plan: id, confirmation: z.string().max(200).nullable() }),
  'removal.cancel': nothing,
  'removal.undo': z.strictObject({ transaction: id }),
  'removal.history': nothing,
  'export.save': z.strictObject({ format: z.enum(exportFormats), listing: z.strictObject(listing).nullable() }),
  'export.cancel': nothing,
  'export.reveal': nothing,
  'speedup.measure': nothing,
  'speedup.cancel': nothing,
};

/** What is wrong with an input may quote it; more of it than this helps nobody. */
const longestDetail = 300;

/** The input of a command, if it fits its schema. Never throws, whatever it is given. */
export function decodeInput<K extends CommandName>(name: K, input: unknown): Result<Input<K>> {
  try {
    const decoded = inputSchemas[name].safeParse(input);
    if (decoded.success) return ok(decoded.data);
    const [issue] = decoded.error.issues;
    return invalid(`${issue?.path.join('.') || name}: ${issue?.message ?? 'wrong shape'}`);
  } catch (thrown) {
    // What structured cloning can carry, a typed array for a list, may be more than a schema knows to refuse.
    return invalid(`${name}: ${String(thrown)}`);
  }
}

function invalid(detail: string): Result<never> {
  return fail({ kind: 'invalid-input', detail: detail.length > longestDetail ? `${detail.slice(0, longestDetail)}…` : detail });
}

export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(inputSchemas, name);
}

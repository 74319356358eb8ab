import { z } from 'zod';
import { isCommandName } from './schema';
import type { CommandName, EngineEvent, EventName, PreviewSize } from './contract';
import type { FileId } from './files';
import type { AppError, Result } from './errors';
import type { ExportTicket } from './export';

/**
 * The contract as JSON text over a WebSocket: one message per frame. A page asks with a number of its own
 * choosing and gets exactly one answer with that number; events come unasked. Any frame that does not
 * decode ends the connection.
 */
export const socketPath = '/socket';

/** The only requests over HTTP that change anything: a browser is let in, or leaves. Sent by POST, from our own pages. */
export const formPaths = { signIn: '/sign-in', signOut: '/sign-out' } as const;

/** Longest message that a server takes, in bytes: room for the names of a hundred thousand files twice. */
export const maxMessageBytes = 8 * 1024 * 1024;

export function previewPath(file: FileId, size: PreviewSize): string {
  return `/preview/${size}/${encodeURIComponent(file)}`;
}

export function downloadPath(ticket: ExportTicket): string {
  return `/export/${encodeURIComponent(ticket)}`;
}

export interface ClientMessage {
  /** Counted up by the page; comes back with the answer. */
  readonly id: number;
  readonly name: CommandName;
  /** Decoded by the command's own schema, in the engine. */
  readonly input: unknown;
}

export type ServerMessage =
  | { readonly id: number; readonly result: Result<unknown> }
  | { readonly event: EngineEvent };

const id = z.int().min(0);

const clientMessage = z.strictObject({
  id,
  name: z.string().max(64).refine(isCommandName),
  input: z.unknown(),
});

const eventNames: Readonly<Record<EventName, true>> = {
  'scan.state': true,
  'marks.state': true,
  'speedup.progress': true,
  'removal.progress': true,
  'samples.progress': true,
  'export.progress': true,
  'app.notice': true,
  'host.command': true,
};

// A page trusts the server that it was loaded from: envelopes are checked, payloads are taken as typed.
const serverMessage = z.union([
  z.strictObject({
    id,
    result: z.union([
      z.strictObject({ ok: z.literal(true), value: z.unknown() }),
      z.strictObject({ ok: z.literal(false), error: z.custom<AppError>(isTagged) }),
    ]),
  }),
  z.strictObject({ event: z.custom<EngineEvent>(isEvent) }),
]);

/** Null for text that is no message of a page. */
export function decodeClientMessage(text: string): ClientMessage | null {
  return decode(clientMessage, text);
}

/**
 * Null for text that is no message of a server. A page under a policy without `unsafe-eval` sets zod's
 * `jitless` before the first call; zod would try (and be denied) to compile the schema otherwise.
 */
export function decodeServerMessage(text: string): ServerMessage | null {
  return decode(serverMessage, text);
}

function decode<T>(schema: z.ZodType<T>, text: string): T | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const decoded = schema.safeParse(value);
  return decoded.success ? decoded.data : null;
}

function isTagged(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string';
}

function isEvent(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return 'name' in value && typeof value.name === 'string' && Object.hasOwn(eventNames, value.name) && 'payload' in value;
}

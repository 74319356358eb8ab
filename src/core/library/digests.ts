import type { Digests, HashTask } from '../ports';

/** Where digests come from, and are kept. */
export interface DigestSource {
  /** Undefined where there is no store. */
  readonly lookup: (tasks: readonly HashTask[]) => Digests | undefined;
  /** Null when nothing is to be read any more. */
  readonly read: (paths: readonly string[]) => Promise<Digests | null>;
  readonly save: (tasks: readonly HashTask[], digests: Digests) => void;
}

/** Of each file the digest: as known from before, or read; null where it could not be had, undefined where it was not asked for. */
export async function digestsOf(tasks: readonly HashTask[], source: DigestSource): Promise<readonly (Uint8Array | null | undefined)[]> {
  const digests: (Uint8Array | null | undefined)[] = tasks.map(() => undefined);
  source.lookup(tasks)?.forEach((digest, i) => {
    if (digest) digests[i] = digest;
  });
  const unread = tasks.flatMap((task, i) => (digests[i] ? [] : [{ task, i }]));
  if (unread.length === 0) return digests;
  const read = await source.read(unread.map(({ task }) => task.path));
  if (read === null) return digests;
  unread.forEach(({ i }, place) => (digests[i] = read[place] ?? null));
  source.save(unread.map(({ task }) => task), read);
  return digests;
}

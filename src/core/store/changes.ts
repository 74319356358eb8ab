import { z } from 'zod';
import { removalActions, removalFailureReasons } from '../../shared/removal';
import type { Settings } from '../../shared/settings';
import { folderRoles, type FolderRole } from '../../shared/folders';
import { decisions, type StoredDecision } from './decisions';
import type { DismissedFile } from './dismissed';
import { journalStates, type JournalFile, type JournalRemoval, type JournalStep } from './journal';
import { settingsSchema, type StoredLibrary } from './preferences';

/** Everything that a person or a removal changes in `journal.db`, as it is written to its log as well. Kinds are never given another meaning. */
export type Change =
  | { readonly kind: 'settings'; readonly settings: Settings }
  | { readonly kind: 'library'; readonly library: StoredLibrary }
  | { readonly kind: 'role'; readonly path: string; readonly role: FolderRole | null }
  | { readonly kind: 'priority'; readonly paths: readonly string[] }
  | { readonly kind: 'decisions'; readonly folders: readonly string[]; readonly forget: readonly string[]; readonly put: readonly StoredDecision[] }
  | { readonly kind: 'dismissed'; readonly id: number; readonly when: number; readonly files: readonly DismissedFile[] }
  | { readonly kind: 'undismissed'; readonly id: number }
  | { readonly kind: 'removal'; readonly removal: JournalRemoval; readonly files: readonly Pick<JournalFile, 'path' | 'bytes' | 'modified' | 'owner'>[] }
  | { readonly kind: 'steps'; readonly removal: string; readonly steps: readonly JournalStep[] };

/** Runs `work` in a transaction, and writes down what it changes. */
export type Commit = <T>(work: () => T, change: (result: T) => Change) => T;

const path = z.string().min(1);
const paths = z.array(path);
const count = z.int().min(0);
const failure = z.object({ reason: z.enum(removalFailureReasons), detail: z.string() });
const reserved = z.object({
  place: z.string().nullable(),
  names: count.nullable().default(null),
  link: z.object({ survivor: z.string(), digest: z.string(), mode: z.int() }).nullable(),
});

/** Decodes what a log holds. */
export const changeSchema: z.ZodType<Change> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('settings'), settings: settingsSchema }),
  z.object({ kind: z.literal('library'), library: z.object({ folders: paths.min(1), scanned: z.number(), files: count, groups: count }) }),
  z.object({ kind: z.literal('role'), path, role: z.enum(folderRoles).nullable() }),
  z.object({ kind: z.literal('priority'), paths }),
  z.object({
    kind: z.literal('decisions'),
    folders: paths,
    forget: paths,
    put: z.array(z.object({ path, bytes: count, modified: z.number(), content: z.string().nullable(), decision: z.enum(decisions) })),
  }),
  z.object({ kind: z.literal('dismissed'), id: count, when: z.number(), files: z.array(z.object({ content: z.string(), path: z.string() })) }),
  z.object({ kind: z.literal('undismissed'), id: count }),
  z.object({
    kind: z.literal('removal'),
    removal: z.object({ id: z.string(), started: z.number(), action: z.enum(removalActions), folder: z.string().nullable() }),
    files: z.array(z.object({ path: z.string(), bytes: z.number(), modified: z.number(), owner: count.nullable() })),
  }),
  z.object({
    kind: z.literal('steps'),
    removal: z.string(),
    steps: z.array(z.object({
      position: count, state: z.enum(journalStates), reserved: reserved.exactOptional(), failure: failure.nullable().exactOptional(),
    })),
  }),
]);

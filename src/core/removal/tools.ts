import type { Protection } from '../folder-roles/protection';
import type { Reach } from '../reach';
import type { Journal } from '../store/journal';
import type { FileChecks } from './checks';
import type { Ways } from './ways/ways';

/** What removals and undoing work with. */
export interface RemovalTools {
  readonly journal: Journal;
  readonly ways: Ways;
  readonly checks: FileChecks;
  /** Where files may be put back; everywhere unless given. */
  readonly reach?: Reach;
  /** What the person protects now. */
  protection(): Protection;
}

/**
 * Files whose next step is journalled by one commit, which costs a write to the disk. A file moves only
 * after the commit that says where to.
 */
export const batchSize = 64;

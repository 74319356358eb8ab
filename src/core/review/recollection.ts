import { sep } from 'node:path';
import { contentKey } from '../library/content-key';
import type { FileTable } from '../library/file-table';
import { decisions, type StoredDecision } from '../store/decisions';

/** A decision whose file has not been met again. */
interface Open {
  readonly stored: StoredDecision;
  /** The row of a file at its path that is not as it was; null where none was met. */
  row: number | null;
}

export interface Recalled {
  readonly row: number;
  readonly stored: StoredDecision;
  /** The row of another file that has its place now; null where none has. */
  readonly replacedBy: number | null;
}

/** Of two equal files one of which is gone, the one still there is rather the one that was to stay. */
const byCaution = (a: Open, b: Open): number => decisions.indexOf(b.stored.decision) - decisions.indexOf(a.stored.decision);

/** Finds the files of earlier decisions again: those that are as they were by their paths, others by what they hold. */
export class Recollection {
  /** By folder, then by name. */
  readonly #open = new Map<string, Map<string, Open>>();
  #met = 0;

  constructor(private readonly table: FileTable, stored: readonly StoredDecision[]) {
    for (const decision of stored) {
      const [folder, name] = cut(decision.path);
      const named = this.#open.get(folder) ?? new Map<string, Open>();
      this.#open.set(folder, named.set(name, { stored: decision, row: null }));
    }
  }

  /** The rows added to the table since the last call that are as they were decided upon. */
  byPath(): readonly Recalled[] {
    const { table } = this;
    if (this.#open.size === 0) return [];
    const found: Recalled[] = [];
    for (; this.#met < table.count; this.#met++) {
      const row = this.#met;
      const named = this.#open.get(table.folder(row));
      const open = named?.get(table.name(row));
      if (!named || !open) continue;
      const { stored } = open;
      if (stored.bytes === table.columns.bytes[row] && stored.modified === table.columns.modified[row]) {
        named.delete(table.name(row));
        found.push({ row, stored, replacedBy: null });
      } else open.row = row;
    }
    return found;
  }

  /**
   * Of the decisions left, those whose contents are now in a file of which nothing is known yet.
   * @param isUnknown whether nothing was decided of a row, now or before
   */
  byContent(isUnknown: (row: number) => boolean): readonly Recalled[] {
    const { table } = this;
    const { bytes } = table.columns;
    const sizes = new Set<number>();
    const byKey = new Map<string, Open[]>();
    for (const open of this.#all()) {
      const { content } = open.stored;
      if (content === null) continue;
      sizes.add(open.stored.bytes);
      byKey.set(content, [...(byKey.get(content) ?? []), open]);
    }
    if (byKey.size === 0) return [];
    for (const same of byKey.values()) same.sort(byCaution);
    const found: Recalled[] = [];
    for (let row = 0; row < table.count; row++) {
      if (!sizes.has(bytes[row]!) || !table.isPresent(row) || !isUnknown(row)) continue;
      const key = contentKey(table, row);
      const same = key === null ? undefined : byKey.get(key);
      if (!same) continue;
      // A file that was only written anew, or given another date, is still at its path.
      const [open] = same.splice(Math.max(0, same.findIndex((other) => other.row === row)), 1);
      if (!open) continue;
      this.#forget(open);
      found.push({ row, stored: open.stored, replacedBy: open.row === row ? null : open.row });
    }
    return found;
  }

  /** Paths of the decisions left, with the rows of what is there now. Empties itself. */
  takeRest(): readonly { readonly path: string; readonly row: number | null }[] {
    const rest = [...this.#all()].map(({ stored, row }) => ({ path: stored.path, row }));
    this.#open.clear();
    return rest;
  }

  *#all(): Generator<Open, void, undefined> {
    for (const named of this.#open.values()) yield* named.values();
  }

  #forget({ stored }: Open): void {
    const [folder, name] = cut(stored.path);
    this.#open.get(folder)?.delete(name);
  }
}

function cut(path: string): readonly [folder: string, name: string] {
  const at = path.lastIndexOf(sep);
  return [path.slice(0, at), path.slice(at + 1)];
}

import { basename, dirname, join } from 'node:path';
import type { CompanionKind } from '../../shared/folders';
import { codeOf, done, refused } from '../trash/errors';
import type { TrashFailure, TrashOutcome } from '../trash/trash';
import { FolderUnits, type Companion } from '../units/folder-units';
import { isSameFile, type FileChecks, type FileFacts } from './checks';
import type { RemovalFile, RemovalItem, Survivor } from './plan';

const kindWords: Readonly<Record<CompanionKind, string>> = { raw: 'RAW file', movie: 'film', sidecar: 'sidecar' };

/** Finds what belongs to pictures that are to go, as it is on disk now. Each folder is listed once. */
export class UnitFinder {
  readonly #folders = new Map<string, Promise<FolderUnits>>();

  constructor(private readonly checks: Pick<FileChecks, 'look' | 'list'>) {}

  /**
   * The picture with what belongs to it. RAW files and films go only where beside a picture that stays there is one of their size, which is
   * compared byte by byte before they go; what is said of a picture goes in any case. Refused where not all of it can go.
   */
  async complete(item: RemovalItem): Promise<TrashOutcome<RemovalItem>> {
    const folder = dirname(item.path);
    try {
      const units = await this.#unitsOf(folder);
      const companions: RemovalFile[] = [];
      for (const companion of units.ownCompanionsOf(basename(item.path))) {
        const found = await this.#prepare(item, companion, join(folder, companion.name));
        if (!found.ok) return found;
        companions.push(found.value);
      }
      return done({ ...item, companions });
    } catch (error) {
      return refused('no-permission', `What belongs to it could not be looked for (${codeOf(error)}).`);
    }
  }

  async #prepare(item: RemovalItem, companion: Companion, path: string): Promise<TrashOutcome<RemovalFile>> {
    const looked = await this.checks.look(path);
    if (!looked.ok) return { ok: false, failure: blame(companion, looked.failure) };
    const { bytes, modified } = looked.facts;
    const survivors = companion.kind === 'sidecar'
      ? item.survivors.map((survivor) => ({ ...survivor, identical: false }))
      : await this.#twins(item, companion, looked.facts);
    if (survivors.length > 0) return done({ path, bytes, modified, survivors });
    return refused('has-companion', `Its ${kindWords[companion.kind]} ${companion.name} has no copy that stays.`);
  }

  async #twins(item: RemovalItem, { kind }: Companion, facts: FileFacts): Promise<readonly Survivor[]> {
    const twins: Survivor[] = [];
    for (const survivor of item.survivors) {
      const folder = dirname(survivor.path);
      const units = await this.#unitsOf(folder);
      for (const other of units.companionsOf(basename(survivor.path))) {
        if (other.kind !== kind) continue;
        const path = join(folder, other.name);
        const looked = await this.checks.look(path);
        if (looked.ok && looked.facts.bytes === facts.bytes && !isSameFile(looked.facts, facts)) twins.push({ path, bytes: facts.bytes, identical: true });
      }
    }
    return twins;
  }

  #unitsOf(folder: string): Promise<FolderUnits> {
    let units = this.#folders.get(folder);
    if (!units) this.#folders.set(folder, (units = this.checks.list(folder).then((names) => new FolderUnits(names))));
    return units;
  }
}

/** Why a picture stays: something that belongs to it can't go. */
export function blame(companion: Pick<Companion, 'name'>, failure: TrashFailure): TrashFailure {
  return { reason: 'has-companion', detail: `It stays with ${companion.name}, which can’t go: ${failure.detail}` };
}

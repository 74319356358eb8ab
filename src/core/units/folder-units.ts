import { companionKinds, type CompanionKind } from '../../shared/folders';
import { companionName, isPictureName, partsOf, type NameParts } from './companion-names';

export interface Companion {
  readonly name: string;
  readonly kind: CompanionKind;
}

/** Which files of one folder belong to which pictures, by their names. */
export class FolderUnits {
  /** Companions by what they may belong to. */
  readonly #byPicture = new Map<string, Companion[]>();
  /** Pictures by their whole names and by their stems. */
  readonly #pictures = new Map<string, Set<string>>();

  constructor(names: readonly string[]) {
    for (const name of names) {
      const parts = partsOf(name);
      const companion = companionName(parts);
      for (const key of companion?.belongsTo ?? []) append(this.#byPicture, key, { name, kind: companion!.kind });
    }
    if (this.#byPicture.size === 0) return;
    for (const name of names) {
      const parts = partsOf(name);
      if (isPictureName(parts)) for (const key of [parts.whole, parts.stem]) this.#pictures.set(key, (this.#pictures.get(key) ?? new Set()).add(name));
    }
  }

  /** Whether there is anything that belongs to a picture. */
  get any(): boolean {
    return this.#byPicture.size > 0;
  }

  /** What belongs to a picture, and what belongs to that. Empty for what is a companion itself. */
  companionsOf(name: string): readonly Companion[] {
    return this.#unitOf(name, () => true);
  }

  /** The same without what belongs to another picture of the folder too, which has to stay for that one. */
  ownCompanionsOf(name: string): readonly Companion[] {
    return this.#unitOf(name, (companion) => !this.#isShared(companion.name, name));
  }

  #unitOf(name: string, takes: (companion: Companion) => boolean): readonly Companion[] {
    if (!this.any) return [];
    const parts = partsOf(name);
    if (companionName(parts) !== null) return [];
    const own = this.#namedFor(parts).filter(takes);
    const theirs = own.flatMap((companion) => (this.#byPicture.get(partsOf(companion.name).whole) ?? []).filter((other) => other.name !== companion.name));
    return [...new Map([...own, ...theirs].map((companion) => [companion.name, companion])).values()];
  }

  /** A bit set over `companionKinds`. */
  kindsOf(name: string): number {
    return this.companionsOf(name).reduce((bits, { kind }) => bits | (1 << companionKinds.indexOf(kind)), 0);
  }

  #isShared(companion: string, picture: string): boolean {
    const parts = partsOf(companion);
    const owners = (companionName(parts)?.belongsTo ?? []).flatMap((key) => [...(this.#pictures.get(key) ?? [])]);
    return owners.some((owner) => owner !== picture);
  }

  #namedFor({ whole, stem }: NameParts): readonly Companion[] {
    return [...(this.#byPicture.get(stem) ?? []), ...(stem === whole ? [] : (this.#byPicture.get(whole) ?? []))];
  }
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

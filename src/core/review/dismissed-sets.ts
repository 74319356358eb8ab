/** That a content is in a dismissed set. */
export interface Membership {
  /** The dismissal's id. */
  readonly set: number;
  /** Whether the content is in it more than once: its files are not to be shown as copies of each other either. */
  readonly twice: boolean;
}

const none: readonly Membership[] = [];

/**
 * Which contents were said to be no copies of which: any two entries of a set. Contents are named by their keys
 * (`library/content-key.ts`), so that a set holds wherever its files are and whatever they are called.
 */
export class DismissedSets {
  readonly #byContent = new Map<string, readonly Membership[]>();
  readonly #contents = new Map<number, readonly string[]>();

  get empty(): boolean {
    return this.#contents.size === 0;
  }

  add(set: number, contents: readonly string[]): void {
    const once = new Set(contents);
    this.#contents.set(set, [...once]);
    for (const content of once) {
      const twice = contents.indexOf(content) !== contents.lastIndexOf(content);
      this.#byContent.set(content, [...this.of(content), { set, twice }]);
    }
  }

  delete(set: number): void {
    for (const content of this.#contents.get(set) ?? []) {
      const left = this.of(content).filter((membership) => membership.set !== set);
      if (left.length > 0) this.#byContent.set(content, left);
      else this.#byContent.delete(content);
    }
    this.#contents.delete(set);
  }

  /** The sets that a content is in. */
  of(content: string): readonly Membership[] {
    return this.#byContent.get(content) ?? none;
  }
}

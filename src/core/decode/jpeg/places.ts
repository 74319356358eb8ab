/** Numbers 0 … `count` − 1 for keys, for things that a kernel keeps few of: the key not asked for longest loses its number first. */
export class Places<Key> {
  /** In the order of last use. */
  private readonly numbers = new Map<Key, number>();

  constructor(private readonly count: number) {}

  /** The number that a key has. */
  find(key: Key): number | undefined {
    const number = this.numbers.get(key);
    if (number !== undefined) {
      this.numbers.delete(key);
      this.numbers.set(key, number);
    }
    return number;
  }

  /** Gives a key that has none a number, another's if there is none left. */
  claim(key: Key): number {
    let number = this.numbers.size;
    for (const [oldest, its] of this.numbers) {
      if (number < this.count) break;
      this.numbers.delete(oldest);
      number = its;
    }
    this.numbers.set(key, number);
    return number;
  }
}

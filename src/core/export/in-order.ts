/** What `make` makes of each item, in their order; up to `ahead` are in the making before they are asked for. Items are taken no sooner. */
export async function* inOrder<T, U>(items: Iterable<T>, ahead: number, make: (item: T) => Promise<U>): AsyncGenerator<U> {
  const coming: Promise<U>[] = [];
  for (const item of items) {
    const made = make(item);
    // Whoever awaits it hears of a failure; one that nobody comes to await any more must not end the process.
    made.catch(() => undefined);
    coming.push(made);
    if (coming.length > ahead) yield await coming.shift()!;
  }
  for (const made of coming) yield await made;
}

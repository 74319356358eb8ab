/** What the store knows a library by: in one order, for the same folders chosen in another order are the same library. */
export function libraryKey(folders: readonly string[]): string {
  return JSON.stringify([...folders].sort());
}

/** The folders of a library by its key; whatever else the key may be. */
export function foldersOf(key: string): unknown {
  try {
    return JSON.parse(key);
  } catch {
    return null;
  }
}

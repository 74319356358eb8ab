/** What the store knows a library by: in one order, for the same folders chosen in another order are the same library. */
export function libraryKey(folders: readonly string[]): string {
  return JSON.stringify([...folders].sort());
}

/** Milliseconds since 1970 in whole days. */
export function daysOf(ms: number): number {
  return Math.floor(ms / 86_400_000);
}

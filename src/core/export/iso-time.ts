/** Milliseconds since 1970 as ISO 8601 in UTC; null for a time that no calendar has, which a file system may well give. */
export function isoTime(ms: number): string | null {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

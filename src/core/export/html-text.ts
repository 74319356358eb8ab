const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Any text as text of HTML, in elements and in quoted attributes. Control characters, which HTML has no way to write, show as �. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character]!).replace(/\p{Cc}/gu, '\ufffd');
}

/** A name or path: it keeps its own writing direction, and marks that turn it reach no further. */
export function isolated(text: string): string {
  return `<bdi>${escaped(text)}</bdi>`;
}

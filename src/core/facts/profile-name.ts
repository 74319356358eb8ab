/** Signatures: 'desc' and 'mluc' as numbers. */
const typeDesc = 0x64657363;
const typeMluc = 0x6d6c7563;

/**
 * The name of an ICC colour profile: its `desc` tag, of the types that version 2 (`desc`, ICC.1:2001-04 §6.5.17) and version 4
 * (`mluc`, ICC.1:2022 §10.15) have. Null where there is none to be read.
 */
export function profileName(icc: Uint8Array): string | null {
  const view = new DataView(icc.buffer, icc.byteOffset, icc.byteLength);
  const tagTable = 128;
  if (icc.length < tagTable + 4) return null;
  const tags = Math.min(view.getUint32(tagTable), Math.floor((icc.length - tagTable - 4) / 12));
  for (let i = 0; i < tags; i++) {
    const entry = tagTable + 4 + 12 * i;
    if (view.getUint32(entry) !== typeDesc) continue;
    const [at, size] = [view.getUint32(entry + 4), view.getUint32(entry + 8)];
    return at + size <= icc.length ? described(icc.subarray(at, at + size)) : null;
  }
  return null;
}

function described(tag: Uint8Array): string | null {
  const view = new DataView(tag.buffer, tag.byteOffset, tag.byteLength);
  if (tag.length < 12) return null;
  if (view.getUint32(0) === typeDesc) return readable(decode(tag, 12, view.getUint32(8), 'latin1'));
  // The first of the languages; profiles that are met have one, or English first.
  if (view.getUint32(0) !== typeMluc || tag.length < 28 || view.getUint32(8) === 0) return null;
  return readable(decode(tag, view.getUint32(24), view.getUint32(20), 'utf-16be'));
}

function decode(tag: Uint8Array, at: number, length: number, encoding: string): string {
  return new TextDecoder(encoding).decode(tag.subarray(at, at + Math.min(length, 512)));
}

function readable(text: string): string | null {
  return text.replace(/[\p{C}\s]+/gu, ' ').trim() || null;
}

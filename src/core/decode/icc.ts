/** What profiles of sRGB (IEC 61966-2-1) call themselves: the usual one, ICC's, those of lcms, GIMP and small ones made for the web. */
const names = /^(?:sRGB(?:2014)?(?: IEC61966-2[.-]1)?(?: black scaled)?(?: built-in)?|GIMP built-in sRGB|c2)$/;
const tagTable = 128;
const mostTags = 100;

/** Whether a colour profile (ICC.1:2022) says that it is sRGB, and so adds nothing to a picture: one without a profile is taken for that. */
export function isSrgb(profile: Uint8Array): boolean {
  return names.test(describeProfile(profile) ?? '');
}

/** The first text of the description tag (§9.2.41); null where there is none. */
function describeProfile(profile: Uint8Array): string | null {
  if (profile.length < tagTable + 4) return null;
  const file = Buffer.from(profile.buffer, profile.byteOffset, profile.byteLength);
  const tags = Math.min(file.readUInt32BE(tagTable), mostTags, Math.floor((file.length - tagTable - 4) / 12));
  for (let i = 0; i < tags; i++) {
    const entry = tagTable + 4 + 12 * i;
    if (file.toString('latin1', entry, entry + 4) !== 'desc') continue;
    const tag = file.subarray(file.readUInt32BE(entry + 4), file.readUInt32BE(entry + 4) + file.readUInt32BE(entry + 8));
    return readText(tag);
  }
  return null;
}

/** A text of version 2 (ICC.1:2001-04 §6.5.17), in ASCII, or of version 4 (§10.15), in UTF-16. */
function readText(tag: Buffer): string | null {
  const type = tag.toString('latin1', 0, 4);
  if (type === 'desc' && tag.length >= 12) return tag.toString('latin1', 12, 12 + tag.readUInt32BE(8)).replace(/\0.*$/s, '');
  if (type !== 'mluc' || tag.length < 28) return null;
  const [length, at] = [tag.readUInt32BE(20), tag.readUInt32BE(24)];
  return new TextDecoder('utf-16be').decode(tag.subarray(at, at + length)).replace(/\0+$/, '');
}

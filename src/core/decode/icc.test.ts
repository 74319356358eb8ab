import { expect, it } from 'vitest';
import { isSrgb } from './icc';

/** A profile of nothing but a description, in one of the two ways to write it. */
function profile(name: string, version: 2 | 4): Buffer {
  const numbers = (...values: readonly number[]): Buffer => {
    const bytes = Buffer.alloc(4 * values.length);
    values.forEach((value, i) => bytes.writeUInt32BE(value, 4 * i));
    return bytes;
  };
  const text = version === 2 ? Buffer.from(`${name}\0`, 'latin1') : Buffer.from(name, 'utf16le').swap16();
  const tag = version === 2
    ? Buffer.concat([Buffer.from('desc'), numbers(0, text.length), text, Buffer.alloc(78)])
    : Buffer.concat([Buffer.from('mluc'), numbers(0, 1, 12), Buffer.from('enUS'), numbers(text.length, 28), text]);
  return Buffer.concat([Buffer.alloc(128), numbers(2), Buffer.from('cprt'), numbers(0, 0), Buffer.from('desc'), numbers(156, tag.length), tag]);
}

it.each([2, 4] as const)('knows sRGB by its name, as version %d writes it, and nothing else for it', (version) => {
  for (const name of ['sRGB', 'sRGB IEC61966-2.1', 'sRGB IEC61966-2-1 black scaled', 'GIMP built-in sRGB', 'c2']) expect(isSrgb(profile(name, version)), name).toBe(true);
  for (const name of ['Display P3', 'Adobe RGB (1998)', 'GIMP built-in Linear sRGB', 'sRGB linear', 'scRGB', '']) expect(isSrgb(profile(name, version)), name).toBe(false);
});

it('takes any damage without throwing', () => {
  const whole = [profile('sRGB', 2), profile('sRGB', 4)];
  for (const bytes of whole) {
    for (let length = 0; length < bytes.length; length++) isSrgb(bytes.subarray(0, length));
    for (let at = 128; at < bytes.length; at++) isSrgb(Buffer.from(bytes.with(at, 0xff)));
  }
  expect(whole.every(isSrgb)).toBe(true);
});

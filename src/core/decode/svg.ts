import type { DecodeFailure } from './grid';

/**
 * An SVG that can load nothing outside itself, whatever renders it: librsvg (sharp's native builds) refuses files beside
 * a document that has no address, but resvg (its WebAssembly build) would read any local path. So every `href` that is neither a
 * fragment nor inline data is emptied, and entities, which could spell such an attribute where it isn't seen,
 * are let through only as plain values (as drawing programs use them for namespaces).
 */
export function sealSvg(bytes: Uint8Array): Uint8Array | DecodeFailure {
  // Byte for byte: UTF-8 survives, and all that is looked for is ASCII.
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const wanted = /^[^>]*\sencoding\s*=\s*["']([^"']*)/.exec(text.slice(0, 200))?.[1] ?? 'utf-8';
  if (!/^(?:utf-?8|us-ascii|iso-8859-\d+|windows-\d+)$/i.test(wanted)) return unsupported(`in the encoding ${wanted.slice(0, 40)}`);
  if (hasActiveEntity(text)) return unsupported('with external or nested entities');
  if (hasEndlessFilter(text)) return unsupported('with so costly filters');

  const sealed = text.replace(reference, (whole, lead: string, quoted: string) =>
    /^["']\s*(?:#|data:)/i.test(quoted) ? whole : `${lead}""`,
  );
  return sealed === text ? bytes : Buffer.from(sealed, 'latin1');
}

const reference = /(href\s*=\s*)("[^"]*"|'[^']*')/gi;

/** Whether a declaration makes an entity from elsewhere, a parameter entity, or one with markup or entities in it. */
function hasActiveEntity(text: string): boolean {
  for (const { index } of text.matchAll(/<!ENTITY/gi)) {
    if (!/^<!ENTITY\s+[\w.-]+\s+(?:"[^"<&%]*"|'[^'<&%]*')\s*>/.test(text.slice(index, index + 1000))) return true;
  }
  // A doctype from elsewhere could declare them too; nothing here ever fetches it.
  return false;
}

/** More primitives than any drawing that was met has; each takes a pass over all pixels. */
const maxPrimitives = 40;
const maxTurbulences = 4;

/**
 * Whether filters could keep a renderer busy for hours, which nobody could stop: those that look at a neighbourhood of any size for each
 * pixel, noise of many octaves, and long chains.
 */
function hasEndlessFilter(text: string): boolean {
  const primitives = (name: string): number => [...text.matchAll(new RegExp(`<(?:[\\w.-]+:)?fe${name}`, 'g'))].length;
  if (primitives('') > maxPrimitives || primitives('Turbulence') > maxTurbulences) return true;
  if (primitives('Morphology') + primitives('ConvolveMatrix') > 0) return true;
  return [...text.matchAll(/numOctaves\s*=\s*["']([^"']*)/g)].some(([, octaves = '']) => !/^\s*(?:\d|10)\s*$/.test(octaves));
}

function unsupported(what: string): DecodeFailure {
  return { reason: 'unsupported', detail: `SVG images ${what} are not supported.` };
}

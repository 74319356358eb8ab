/** @typedef {import('../src/core/decode/fuzz/random').Random} Random */
/** @typedef {import('../src/core/decode/fuzz/png-maker').PngKind} PngKind */
/** @typedef {import('../src/core/decode/fuzz/jpeg-pieces').Piece} Piece */

/** Across and down for each of three components; some of luma coarser than chroma, which our decoder hands on. */
const samplings = [
  '111111', '211111', '121111', '221111', '411111', '141111', '421111', '241111', '311111', '131111', '321111', '331111', '441111',
  '212111', '222111', '221211', '221221', '112211', '112121',
];

/**
 * The order of an odd JPEG for differential-make-jpeg.c.
 *
 * @param {Random} random
 * @returns {string}
 */
export function oddJpeg(random) {
  const components = random.pick([1, 3, 3, 3, -3]);
  const scans = random.below(4);
  const fitting = samplings.filter((digits) => scans === 2 || scans === 3 || blocksOf(digits) <= 10);
  const sampling = components === -3 && random.chance(0.7) ? '111111' : components === 1 ? random.pick(['11', '11', '22', '21', '14', '33']) : (fitting[random.below(fitting.length)] ?? '111111');
  const quality = random.between(1, 100);
  // libjpeg's own scale for a quality, or a coarser one than any quality has, as coarse as libjpeg can make.
  const usual = quality < 50 ? Math.floor(5000 / quality) : 200 - 2 * quality;
  const scale = random.chance(0.1) ? random.between(5000, 6700) : usual;
  const side = () => (random.chance(0.95) ? random.between(1, 70) : random.between(71, 700));
  const restart = random.pick([0, 0, 1, 2, 3, 7, random.between(1, 100)]);
  const noise = random.pick([0, 3, 20, 200, 800]);
  return [side(), side(), random.below(1e6), noise, components, Number(sampling), scale, restart, random.below(2), scans].join(' ');
}

/** @param {string} digits */
function blocksOf(digits) {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = Array.from(digits, Number);
  return a * b + c * d + e * f;
}

/**
 * Gives the DC coefficients any step in those quantisation tables that have 16 bits for it; libjpeg itself stops at 8,191.
 *
 * @param {Buffer} jpeg
 * @param {Random} random
 */
export function setWideSteps(jpeg, random) {
  const scan = jpeg.indexOf('ffda', 0, 'hex');
  for (let at = jpeg.indexOf('ffdb', 0, 'hex'); at >= 0 && at < scan; at = jpeg.indexOf('ffdb', at + 4, 'hex')) {
    if (jpeg.readUInt8(at + 4) >> 4 === 1) jpeg.writeUInt16BE(random.pick([0, 1, 0x7fff, 0x8000, 0xffff, random.below(0x10000)]), at + 5);
  }
}

/**
 * Whether a JPEG gives a component's DC coefficients a second time, as the standard doesn't allow (ITU-T T.81 §B.2.3, §G.1.1.1.1):
 * libjpeg takes the last, we the first.
 *
 * @param {readonly Piece[]} pieces
 */
export function repeatsItself(pieces) {
  const seen = new Set();
  for (const { body } of pieces.filter(({ code }) => code === 0xda)) {
    const count = body[0] ?? 0;
    const [start = 0, , approximation = 0] = body.subarray(1 + 2 * count);
    if (start > 0 || approximation >> 4 > 0) continue;
    for (let i = 0; i < count; i++) {
      const component = body[1 + 2 * i];
      if (seen.has(component)) return true;
      seen.add(component);
    }
  }
  return false;
}

/**
 * @param {Random} random
 * @param {Readonly<Record<number, readonly [number, ...number[]]>>} bitDepths
 * @returns {PngKind}
 */
export function oddPng(random, bitDepths) {
  const colourType = random.pick([0, 2, 3, 4, 6]);
  // Now and then so wide or high that cells grow beyond 8 pixels.
  const side = () => (random.chance(0.93) ? random.between(1, 70) : random.between(71, 600));
  const long = random.chance(0.01) ? random.between(4000, 9000) : null;
  const [width, height] = long === null ? [side(), side()] : random.pick([[long, random.between(1, 9)], [random.between(1, 9), long]]);
  return { width, height, bitDepth: random.pick(bitDepths[colourType] ?? [8]), colourType, interlaced: random.chance(0.4) };
}

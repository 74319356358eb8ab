// What differential.mjs needs of the sources, in one bundle.
export { decode } from '../src/core/decode/decode';
export { decodeJpeg } from '../src/core/decode/jpeg/jpeg';
export { cellSide } from '../src/core/decode/luma';
export { decodePng } from '../src/core/decode/png/png';
export { makeCase } from '../src/core/decode/fuzz/cases';
export { takeApart } from '../src/core/decode/fuzz/jpeg-pieces';
export { bitDepths, makePng } from '../src/core/decode/fuzz/png-maker';
export { Random } from '../src/core/decode/fuzz/random';
export { makeSeeds } from '../src/core/decode/fuzz/seeds';

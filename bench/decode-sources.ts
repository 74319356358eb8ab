// What decode.mjs needs of the sources, in one bundle.
export { decodeJpeg } from '../src/core/decode/jpeg/jpeg';
export { takeApart } from '../src/core/decode/fuzz/jpeg-pieces';

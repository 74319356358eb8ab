import { decode } from '../decode';
import { decodeJpeg } from '../jpeg/jpeg';
import { decodePng } from '../png/png';
import type { Decoders } from './judge';

/** JPEG also in the two finer scales that small pictures are decoded in; both also without the number of their pixels. */
export const decoders: Decoders = {
  jpeg: [decodeJpeg, (bytes) => decodeJpeg(bytes, 9, false), (bytes) => decodeJpeg(bytes, 40)],
  png: [decodePng, (bytes) => decodePng(bytes, false)],
  whole: decode,
};

import type { DecodeFailure } from '../grid';

/** Why there is no plane: a reason for the file's owner, or a kind of JPEG that another decoder must read. */
export type Problem = DecodeFailure | 'hand-on';

function corrupt(detail: string): DecodeFailure {
  return { reason: 'corrupt', detail };
}

const truncated: DecodeFailure = { reason: 'truncated', detail: 'The file ends before its picture does.' };

/** By the numbers of src/kernels/jpeg/header.ts, from 1. Null: see {@link problemOf}. */
const problems: readonly (Problem | null)[] = [
  'hand-on',
  truncated,
  corrupt('A part of it has an impossible length.'),
  corrupt('It holds no picture.'),
  corrupt('Its picture begins before its size is stated.'),
  corrupt('A scan header makes no sense.'),
  corrupt('A Huffman table is missing.'),
  corrupt('It refines a picture that it does not have.'),
  corrupt('A quantisation table is missing.'),
  corrupt('Its compressed data make no sense.'),
  { reason: 'too-large', detail: 'There was not enough memory to decode it.' },
  corrupt('It has more than one frame header.'),
  corrupt('Its frame header is cut short.'),
  corrupt('Its frame header describes no picture.'),
  { reason: 'unsupported', detail: 'Its height is stated only behind the picture (a DNL marker).' },
  null,
  corrupt('Its frame header is impossible.'),
  corrupt('A Huffman table is malformed.'),
  corrupt('A Huffman table has too many codes.'),
  corrupt('A quantisation table is malformed.'),
  corrupt('Its restart interval is cut short.'),
];

/** The problem that the kernel names by a number; `width` and `height` are what the file claims, in pixels. */
export function problemOf(number: number, width: number, height: number): Problem {
  return problems[number - 1] ?? { reason: 'too-large', detail: `It claims to be ${width} × ${height} pixels.` };
}

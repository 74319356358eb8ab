import { existsSync, openSync } from 'node:fs';
import { groupColumns } from '../../core/grouping/group-columns';
import { recordSize } from '../../core/matching/record';
import { decoded, notDecoded, type Decoded, type LumaGrid } from '../../core/decode/grid';
import { serve } from '../serve';

/**
 * A worker whose decoder does what the file's content says, so that tests can play out what real images do
 * once in a million. Content is a word, and for some a parameter after a space.
 */
function decode(bytes: Uint8Array): Decoded | Promise<Decoded> {
  const [word = '', parameter = ''] = Buffer.from(bytes).toString('utf8').trim().split(' ');
  switch (word) {
    case 'exit':
      while (parameter !== '' && !existsSync(parameter)) rest();
      return process.exit(3);
    case 'throw-later':
      setImmediate(() => {
        throw new Error('late trouble');
      });
      return new Promise(() => undefined);
    case 'throw':
      throw new TypeError('no such table');
    case 'hog':
      return notDecoded('corrupt', String(hog().length));
    case 'stuck':
      return notDecoded('corrupt', String(openSync(parameter, 'r')));
    case 'hang':
      for (;;) rest();
    case 'bad':
      return notDecoded('truncated', 'It ends too early.');
    case 'later':
      return new Promise((resolve) => setImmediate(() => resolve(decoded(grid(bytes.length)))));
    case 'until':
      while (!existsSync(parameter)) rest();
      return decoded(grid(bytes.length));
    default:
      return decoded(grid(bytes.length));
  }
}

const nobody = new Int32Array(new SharedArrayBuffer(4));

function rest(): void {
  Atomics.wait(nobody, 0, 0, 2);
}

function hog(): unknown[] {
  const kept: unknown[] = [];
  for (;;) kept.push(Array.from({ length: 10_000 }, (_, i) => ({ i })));
}

function grid(size: number): LumaGrid {
  return { format: 'png', width: 1, height: 1, luma: new Uint8Array(1), imageWidth: size, imageHeight: 2, orientation: 1, pixels: [size, 0xffff_fffe], traits: { quality: size, depth: 1, extras: 5 } };
}

serve({
  decode,
  fingerprint: (one) => ({ hashLow: one.imageWidth * 7, hashHigh: 0xffff_fff0, detail: 9, width: one.imageWidth, height: 2 }),
  look: (one) => ({
    record: new Uint8Array(recordSize).fill(one.imageWidth),
    wholeLow: one.imageWidth,
    wholeHigh: 1,
    contentLow: 2,
    contentHigh: 3,
    detail: 900,
  }),
  number: (bytes) => [bytes.length, bytes[0]!],
  group: (step) => {
    const none = new Uint32Array(0);
    const candidates = { lower: none, higher: none, codes: none };
    switch (step.kind) {
      case 'collapse':
        return { kind: 'pictures', pictures: { files: none, starts: none, wholes: none, contents: none, comparable: new Uint8Array(0), slots: none, bySlot: none, records: { kept: null, passing: '' } } };
      case 'search':
        return { kind: 'pairs', pairs: candidates };
      case 'connect':
        return { kind: 'neighbours', neighbours: { candidates, starts: none, links: none, others: none, pictures: none, partStarts: new Uint32Array(2), byPromise: none, places: none } };
      case 'part': {
        if (step.of.choice.radius === 13) process.exit(5);
        // What is gone counts the tries here: 14 hangs once, 15 twice.
        if (step.of.gone && Atomics.add(step.of.gone, 0, 1) < step.of.choice.radius - 13) for (;;) rest();
        const groups = groupColumns(1, 2);
        groups.starts.set([0, 2]);
        groups.members.set([1, 0]);
        groups.distances.set([0, step.of.choice.radius]);
        return { kind: 'part', groups, left: null };
      }
      case 'verify':
      case 'ahead':
      case 'stars':
        throw new Error('Too little for that.');
      case 'arrange':
        return { kind: 'groups', groups: step.parts[0]! };
    }
  },
  preview: ({ path }) => {
    if (path.includes('exit')) process.exit(4);
    // A view into a larger buffer, as encoders may answer.
    return { ok: true, value: { mime: 'image/webp', bytes: new Uint8Array(new ArrayBuffer(64), 8, 5).fill(path.length) } };
  },
  facts: ({ path }) => ({ ok: false, error: { kind: 'not-found', what: path } }),
  draw: ({ transform }) => (transform === 'impossible' ? { ok: false, error: { kind: 'cancelled' } } : { ok: true, value: null }),
});

import { expect, it } from 'vitest';
import xxh64 from '../../kernels/xxh64?kernel';
import { byteNumber } from './byte-number';
import { seeded } from './test-pictures';

const random = seeded(5);
const noise = Uint8Array.from({ length: 200_000 }, () => Math.floor(random() * 256));
const text = (number: readonly [number, number]): string => number.map((word) => word.toString(16)).toReversed().join(' ');

it('is XXH64, of files in any number of pieces', () => {
  expect(text(byteNumber(new Uint8Array(0)))).toBe('ef46db37 51d8e999');
  expect(text(byteNumber(Buffer.from('Nobody inspects the spammish repetition')))).toBe('fbcea83c 8a378bf1');
  const { hashOf, memory } = new WebAssembly.Instance(new WebAssembly.Module(xxh64.bytes)).exports;
  if (typeof hashOf !== 'function' || !(memory instanceof WebAssembly.Memory)) throw new Error('The kernel lacks something.');
  memory.grow(4);
  new Uint8Array(memory.buffer).set(noise, 1024);
  for (const length of [31, 32, 65_535, 65_536, 65_537, 131_072, 131_105, 200_000]) {
    const whole = BigInt.asUintN(64, BigInt(String(Reflect.apply(hashOf, null, [1024, length, 0n]))));
    expect(byteNumber(noise.subarray(0, length))).toEqual([Number(whole & 0xffff_ffffn), Number(whole >> 32n)]);
  }
});

it('tells a byte anywhere, and the length', () => {
  const whole = byteNumber(noise);
  expect(byteNumber(noise.slice())).toEqual(whole);
  const others = [0, 31, 32, 65_535, 65_536, 131_072, 199_999].map((at) => {
    const changed = noise.slice();
    changed[at]! ^= 1;
    return changed;
  });
  const cut = [65_535, 65_536, 65_537, 131_072, 199_999].map((length) => noise.subarray(0, length));
  expect(new Set([whole, ...[...others, ...cut].map(byteNumber)].map(text)).size).toBe(13);
});

import { expect, it } from 'vitest';
import xxh64 from '../../kernels/xxh64?kernel';

it.each([
  ['', 0, 'ef46db3751d8e999'],
  ['a', 0, 'd24ec4f1a98c6e5b'],
  ['abc', 0, '44bc2cf5ad770999'],
  ['xxhash', 20141025, 'b559b98d844e0635'],
  ['Nobody inspects the spammish repetition', 0, 'fbcea83c8a378bf1'],
] as const)('is what others, too, take for the XXH64 of “%s”', (text, seed, expected) => {
  const { hashOf, memory } = new WebAssembly.Instance(new WebAssembly.Module(xxh64.bytes)).exports;
  if (typeof hashOf !== 'function' || !(memory instanceof WebAssembly.Memory)) throw new Error('The kernel lacks something.');
  memory.grow(1);
  new Uint8Array(memory.buffer).set(Buffer.from(text), 1024);
  const hash: unknown = Reflect.apply(hashOf, null, [1024, text.length, BigInt(seed)]);
  expect(BigInt.asUintN(64, BigInt(String(hash))).toString(16)).toBe(expected);
});

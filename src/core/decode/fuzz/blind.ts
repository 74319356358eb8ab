import type { Random } from './random';

/** What breaks parsers: the ends of the ranges of integers, and their neighbours. */
const awkward = [0, 1, 2, 7, 8, 16, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff] as const;

type Mutator = (bytes: Uint8Array, random: Random) => Uint8Array;

/** Mutations that know nothing of what they change. Each gives a new array; the old one stays as it was. */
const mutators: readonly [Mutator, ...Mutator[]] = [flipBits, flipBits, setBytes, setBytes, setNumber, setNumber, copyBlock, insert, remove, fill, truncate];

export function mutateBlindly(bytes: Uint8Array, random: Random): Uint8Array {
  return random.pick(mutators)(bytes, random);
}

/** Half of the time near the beginning, where headers are. */
function place(bytes: Uint8Array, random: Random): number {
  return random.below(random.chance(0.5) ? Math.min(bytes.length, 128) : bytes.length);
}

export function flipBits(bytes: Uint8Array, random: Random): Uint8Array {
  const out = new Uint8Array(bytes);
  if (out.length === 0) return out;
  for (let n = random.below(8); n >= 0; n--) out[place(out, random)]! ^= 1 << random.below(8);
  return out;
}

function setBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const out = new Uint8Array(bytes);
  if (out.length === 0) return out;
  for (let n = random.below(6); n >= 0; n--) out[place(out, random)] = random.chance(0.3) ? 0xff : random.below(256);
  return out;
}

/** An awkward integer of 2, 4 or 8 bytes, in either byte order. */
function setNumber(bytes: Uint8Array, random: Random): Uint8Array {
  const out = new Uint8Array(bytes);
  const length = random.pick([2, 4, 8]);
  if (out.length < length) return out;
  const at = Math.min(place(out, random), out.length - length);
  const view = new DataView(out.buffer);
  const value = random.pick(awkward);
  const little = random.chance(0.5);
  if (length === 2) view.setUint16(at, value, little);
  else if (length === 4) view.setUint32(at, value, little);
  else view.setBigUint64(at, random.chance(0.5) ? BigInt(value) : BigInt(value) << 32n, little);
  return out;
}

function copyBlock(bytes: Uint8Array, random: Random): Uint8Array {
  const out = new Uint8Array(bytes);
  const from = place(out, random);
  const length = random.below(Math.min(256, out.length - from));
  out.copyWithin(place(out, random), from, from + length);
  return out;
}

export function insert(bytes: Uint8Array, random: Random): Uint8Array {
  const at = place(bytes, random);
  const from = random.below(bytes.length);
  const added = random.chance(0.5) ? random.bytes(random.between(1, 32)) : bytes.subarray(from, from + random.between(1, 256));
  return joined([bytes.subarray(0, at), added, bytes.subarray(at)]);
}

export function remove(bytes: Uint8Array, random: Random): Uint8Array {
  const at = place(bytes, random);
  return joined([bytes.subarray(0, at), bytes.subarray(at + random.between(1, random.chance(0.5) ? 4 : 256))]);
}

/** A run of one byte: zeros, ones, or anything. */
function fill(bytes: Uint8Array, random: Random): Uint8Array {
  const out = new Uint8Array(bytes);
  const at = place(out, random);
  return out.fill(random.pick([0, 0xff, random.below(256)]), at, at + random.between(1, 128));
}

export function truncate(bytes: Uint8Array, random: Random): Uint8Array {
  return new Uint8Array(bytes.subarray(0, random.below(bytes.length)));
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

import { joined, mutateBlindly } from './blind';
import { mutateJpeg } from './jpeg-mutators';
import { mutatePng } from './png-mutators';
import { Random } from './random';
import type { Family, Seed } from './seeds';

/** A file of a fuzz run. */
export interface Case {
  readonly family: Family;
  /** Whether it goes the whole way, through sharp if need be, which takes twenty times as long. */
  readonly whole: boolean;
  readonly bytes: Uint8Array;
}

/** No file is longer: that keeps a run fast, and bounds what a file may cost. */
const mostBytes = 64 * 1024;
const wholeShare = 1 / 16;
/** As many of each as there are files in ten. */
const ownFamilies = ['jpeg', 'jpeg', 'jpeg', 'jpeg', 'jpeg', 'png', 'png', 'png', 'png', 'other'] as const;
const wholeFamilies = ['jpeg', 'jpeg', 'png', 'png', 'other', 'other', 'other', 'other', 'other', 'other'] as const;
/** Where most formats have what they are told by. */
const signatureBytes = 12;

/**
 * Makes file `number` of the run with a seed: one of the seeds, mutated by what its family consists of, or blindly, or
 * both. Nothing but these three decides it.
 */
export function makeCase(seeds: readonly Seed[], seed: number, number: number): Case {
  const random = new Random(seed, number);
  const whole = random.chance(wholeShare);
  const family = random.pick(whole ? wholeFamilies : ownFamilies);
  let bytes = pickSeed(seeds, family, random);
  if (family === 'other') {
    bytes = random.chance(0.6) ? behindSignature(bytes, random) : blindly(bytes, random);
  } else {
    const blind = random.chance(0.3);
    if (!blind || random.chance(0.3)) bytes = (family === 'jpeg' ? mutateJpeg : mutatePng)(bytes, random, pickSeed(seeds, family, random));
    if (blind) bytes = blindly(bytes, random);
  }
  if (random.chance(0.01)) bytes = chimera(bytes, seeds[random.below(seeds.length)]?.bytes ?? bytes, random);
  return { family, whole, bytes: bytes.subarray(0, mostBytes) };
}

function pickSeed(seeds: readonly Seed[], family: Family, random: Random): Uint8Array {
  const fitting = seeds.filter((candidate) => candidate.family === family);
  const picked = fitting[random.below(fitting.length)];
  if (!picked) throw new Error(`There are no seeds of the family ${family}.`);
  return picked.bytes;
}

function blindly(bytes: Uint8Array, random: Random): Uint8Array {
  let mutated = bytes;
  for (let n = random.below(4); n >= 0; n--) mutated = mutateBlindly(mutated, random);
  return mutated;
}

function behindSignature(bytes: Uint8Array, random: Random): Uint8Array {
  return joined([bytes.subarray(0, signatureBytes), blindly(bytes.subarray(signatureBytes), random)]);
}

/** The beginning of one file with the end of another, of any kind. */
function chimera(bytes: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
  return joined([bytes.subarray(0, random.below(bytes.length)), other.subarray(random.below(other.length))]);
}

import { createHash, type Hash } from 'node:crypto';
import { nameOfPolicy } from '../../shared/keep';
import type { GroupChoice, GroupInput } from '../ports';

/** Raise when the same input would be grouped otherwise. */
const groupingVersion = 3;

/** Digests of inputs, to go on from: the numbers in their columns never change. */
const begun = new WeakMap<GroupInput, Hash>();

/** A name for everything that groups depend on: equal inputs, and no others, have equal names. `gone`: see `groupPictures`. */
export function groupingKey(input: GroupInput, { radius, shots, keep }: GroupChoice, gone: Uint8Array | null): string {
  const digest = begun.get(input) ?? digestOf(input);
  begun.set(input, digest);
  const whole = digest.copy().update(`${radius} ${shots} ${nameOfPolicy(keep)}`);
  if (gone) whole.update(gone);
  return whole.digest('hex');
}

function digestOf(input: GroupInput): Hash {
  const { hashes, contents, details, slots, widths, heights, bytes, modified, formats, identity, pixels, order, nameSigns, qualities, depths, extras, standings, folderRanks, companions } = input;
  const digest = createHash('sha256').update(`${groupingVersion} ${order.length}`);
  for (const column of [hashes, contents, details, slots, widths, heights, bytes, modified, formats, identity, pixels, order, nameSigns, qualities, depths, extras, standings, folderRanks, companions]) {
    digest.update(Buffer.from(column.buffer, column.byteOffset, column.byteLength));
  }
  return digest;
}

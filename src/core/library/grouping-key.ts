import { createHash } from 'node:crypto';
import { nameOfPolicy } from '../../shared/keep';
import type { GroupChoice, GroupInput } from '../ports';

/** Raise when the same input would be grouped otherwise. */
const groupingVersion = 3;

/** A name for everything that groups depend on: equal inputs, and no others, have equal names. */
export function groupingKey(input: GroupInput, { radius, shots, keep }: GroupChoice): string {
  const { hashes, contents, details, slots, widths, heights, bytes, modified, formats, identity, pixels, order, nameSigns, qualities, depths, extras, standings, folderRanks, companions } = input;
  const digest = createHash('sha256').update(`${groupingVersion} ${radius} ${shots} ${nameOfPolicy(keep)} ${order.length}`);
  for (const column of [hashes, contents, details, slots, widths, heights, bytes, modified, formats, identity, pixels, order, nameSigns, qualities, depths, extras, standings, folderRanks, companions]) {
    digest.update(Buffer.from(column.buffer, column.byteOffset, column.byteLength));
  }
  return digest.digest('hex');
}

import type { GroupStep } from '../core/grouping/group-steps';
import type { HashStep } from '../core/grouping/hash-groups';
import type { Job } from './messages';

/**
 * Milliseconds more that a job may go without a sign of life, by how much it has in hand: to sort millions of files is one piece of work, and
 * to compare the hashes of one bucket with each other, which may be all.
 */
export function allowanceFor(job: Job): number {
  if (job.name === 'group') return filesOf(job.input) / 10;
  return job.name === 'hashes' ? hashesOf(job.input) : 0;
}

function filesOf(step: GroupStep): number {
  switch (step.kind) {
    case 'collapse':
    case 'arrange':
      return step.input.order.length;
    case 'search':
    case 'verify':
      return step.pictures.slots.length;
    case 'connect':
      return step.pairs.reduce((sum, { codes }) => sum + codes.length, step.count);
    case 'part':
    case 'ahead':
    case 'stars':
      return step.of.pictures.slots.length;
  }
}

function hashesOf(step: HashStep): number {
  return step.kind === 'collapse' || step.kind === 'cover' ? step.column.count : step.space.count;
}

export type WorkerLayout = 'one-column' | 'two-columns' | 'grid';

/** More rows than these would not fit beside the pictures; many workers become a grid of small cells. */
const inOneColumn = 6;
const inTwoColumns = 12;

export function workerLayout(workers: number): WorkerLayout {
  if (workers <= inOneColumn) return 'one-column';
  return workers <= inTwoColumns ? 'two-columns' : 'grid';
}

/** How many rows high the workers want to be; a grid takes what there is. */
export function workerRows(workers: number): number {
  switch (workerLayout(workers)) {
    case 'one-column':
      return workers;
    case 'two-columns':
      return Math.ceil(workers / 2);
    case 'grid':
      return inOneColumn;
  }
}

import type { ImageFile } from '../../shared/domain';

/** The best value of each fact among files, or null where all are equal and none stands out. */
export interface Best {
  readonly pixels: number | null;
  readonly bytes: number | null;
  readonly modified: number | null;
}

export function best(files: readonly ImageFile[]): Best {
  return {
    pixels: standout(files.map(({ width, height }) => width * height), Math.max),
    bytes: standout(files.map(({ bytes }) => bytes), Math.max),
    modified: standout(files.map(({ modified }) => modified), Math.min),
  };
}

function standout(values: readonly number[], choose: (...values: number[]) => number): number | null {
  return values.every((value) => value === values[0]) ? null : values.reduce((a, b) => choose(a, b));
}

import type { ImageFile } from '../../shared/domain';
import { day } from '../ui/format';

/** The best value of each fact among files, or null where all are equal and none stands out. */
export interface Best {
  readonly pixels: number | null;
  readonly bytes: number | null;
  /** As it is shown: files of one day are equally old. */
  readonly day: string | null;
}

export function best(files: readonly ImageFile[]): Best {
  return {
    pixels: standout(files.map(({ width, height }) => width * height), Math.max),
    bytes: standout(files.map(({ bytes }) => bytes), Math.max),
    day: oldestDay(files.map(({ modified }) => modified)),
  };
}

function standout(values: readonly number[], choose: (...values: number[]) => number): number | null {
  return values.every((value) => value === values[0]) ? null : values.reduce((a, b) => choose(a, b));
}

function oldestDay(moments: readonly number[]): string | null {
  const oldest = day(Math.min(...moments));
  return moments.every((moment) => day(moment) === oldest) ? null : oldest;
}

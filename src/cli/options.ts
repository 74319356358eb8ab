import { InvalidArgumentError } from 'commander';
import { radiusRange, workersRange } from '../shared/settings';

function whole(text: string, range: { readonly min: number; readonly max: number }): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < range.min || value > range.max) {
    throw new InvalidArgumentError(`A whole number from ${range.min} to ${range.max} is wanted.`);
  }
  return value;
}

export function countOption(text: string): number {
  return whole(text, workersRange);
}

export function countList(text: string): readonly number[] {
  return text.split(',').map(countOption);
}

export function radiusOption(text: string): number {
  return whole(text, radiusRange);
}

/** How many bits bare hashes of 64 may differ in, as far as a search for near ones is made for. */
export const bitsRange = { min: 0, max: 16 } as const;

export function bitsOption(text: string): number {
  return whole(text, bitsRange);
}

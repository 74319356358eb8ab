import { makeCase } from './cases';
import { judgeOwn, judgeWhole, type Decoders } from './judge';
import type { Seed } from './seeds';
import { Steady } from './steady';

/** A part of a fuzz run: files `first`, `first + step` … below `end`. */
export interface Part {
  readonly seed: number;
  readonly first: number;
  readonly step: number;
  readonly end: number;
}

export interface Finding {
  /** The file, or the last of the files, that it takes. */
  readonly number: number;
  /** The first of them; the same as `number` when that file alone does it. */
  readonly since: number;
  readonly what: string;
}

/** Told of every file as it goes. */
export interface Observer {
  begin(number: number): void;
  /** @param outcome The way it went and what came of it, `own jpeg: truncated`. */
  end(number: number, outcome: string): void;
  found(finding: Finding): void;
  /** Called between files now and then; true ends the part. */
  pause(): Promise<boolean>;
}

/** How often, in files, one is remembered to be decoded again, and all that are remembered are. */
const rememberEvery = 50;
const steadyEvery = 2000;
const pauseEvery = 200;

/** Makes and judges the files of a part, one by one. */
export async function fuzz(part: Part, seeds: readonly Seed[], decoders: Decoders, observer: Observer): Promise<void> {
  const steady = new Steady(decoders);
  for (const seed of seeds) steady.remember(seed);
  const sound = steady.count;
  let since = part.first;
  let last = part.first;
  const checkSteady = (): void => {
    const change = steady.changed();
    if (change !== null) observer.found({ number: last, since, what: change });
    steady.forget(sound);
    since = last + part.step;
  };

  for (let number = part.first, count = 1; number < part.end; number += part.step, count++) {
    observer.begin(number);
    const made = makeCase(seeds, part.seed, number);
    const verdict = made.whole ? await judgeWhole(made, decoders) : judgeOwn(made, decoders);
    if ('fault' in verdict) observer.found({ number, since: number, what: verdict.fault });
    else if (count % rememberEvery === 0) steady.remember(made);
    observer.end(number, `${made.whole ? 'whole' : 'own'} ${made.family}: ${'fault' in verdict ? 'a finding' : verdict.outcome}`);
    last = number;
    if (count % steadyEvery === 0) checkSteady();
    if (count % pauseEvery === 0 && (await observer.pause())) break;
  }
  checkSteady();
}

import { AppFailure } from '../shared/errors';
import { comparePictures, groupPictures, type ComparedPictures, type GroupStep, type GroupStepOutput } from '../core/grouping/group-steps';
import type { HashColumn } from '../core/grouping/hamming-space';
import { groupHashes } from '../core/grouping/hash-groups';
import type { HashGroups } from '../core/grouping/star-cover';
import type { GroupChoice, GroupInput, GroupingManner, GroupOutput } from '../core/ports';
import { failureOf, type Job, type JobAnswer } from './messages';

/** What a pool's threads group together, a step a job. A pool loads it when it is first asked for groups. */
export class Grouping {
  constructor(
    private readonly workers: number,
    private readonly submit: (job: Job) => Promise<JobAnswer>,
    private readonly isClosing: () => boolean,
  ) {}

  compare(input: GroupInput): Promise<ComparedPictures> {
    return comparePictures(input, this.workers, this.perform);
  }

  group(compared: ComparedPictures, choice: GroupChoice, gone: Uint8Array | null, { patient = false, haste = null }: GroupingManner): Promise<GroupOutput> {
    // Whoever comes meanwhile finds threads that are not held up by one part.
    if (patient) return groupPictures(compared, choice, gone, Math.max(1, this.workers - 1), this.perform, { helpers: 0, haste });
    return groupPictures(compared, choice, gone, this.workers, this.perform, { haste });
  }

  hashes(column: HashColumn, radius: number): Promise<HashGroups> {
    return groupHashes(column, radius, this.workers, async (step) => {
      const answer = await this.submit({ name: 'hashes', input: step });
      if (answer.name === 'hashes') return answer.output;
      throw unended(answer);
    });
  }

  /** A step whose worker ended, or fell silent, is done again by another, once: what it needs is still here. */
  private readonly perform = async (step: GroupStep): Promise<GroupStepOutput> => {
    let answer = await this.submit({ name: 'group', input: step });
    if (answer.name !== 'group' && !this.isClosing()) answer = await this.submit({ name: 'group', input: step });
    if (answer.name === 'group') return answer.output;
    if (answer.name === 'failed' && answer.error) throw new AppFailure(answer.error);
    throw unended(answer);
  };
}

function unended(answer: JobAnswer): AppFailure {
  return new AppFailure({ kind: 'internal', detail: `the comparison did not end: ${failureOf(answer)}` });
}

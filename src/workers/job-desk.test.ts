import { describe, expect, it } from 'vitest';
import { JobDesk, type PendingJob } from './job-desk';
import type { Job } from './messages';
import type { Thread } from './thread';

function preview(path: string): Job {
  return { name: 'preview', input: { path, size: 'small', format: 'jpeg' } };
}

function nameOf({ job }: PendingJob): string {
  return job.name === 'preview' ? job.input.path : job.name;
}

it('what is looked at comes first, the latest of it foremost, and what was scrolled away not at all', async () => {
  const started: string[] = [];
  const thread = { ready: true, job: null, outstanding: 0, start: (job: PendingJob) => started.push(nameOf(job)) } as unknown as Thread;
  let threads: Thread[] = [];
  let id = 0;
  const desk = new JobDesk(() => ++id, () => threads, () => undefined);
  const gone = new AbortController();
  const asked = [preview('first'), preview('gone'), preview('last')].map((job, i) => desk.submit(job, i === 1 ? gone.signal : undefined));
  void desk.submit({ name: 'pixels', input: [] });
  void desk.submit(preview('latest'));
  gone.abort();
  expect(await asked[1]).toEqual({ name: 'failed', detail: 'cancelled' });
  threads = [thread];
  desk.assign();
  expect(started).toEqual(['latest', 'last', 'first', 'pixels']);
  expect(desk.size).toBe(0);
});

describe('a job whose worker ended', () => {
  function given(signal?: AbortSignal): { desk: JobDesk; answer: Promise<unknown>; given: PendingJob[] } {
    const given: PendingJob[] = [];
    const thread = { ready: true, job: null, outstanding: 0, status: { cancel: () => undefined }, start: (job: PendingJob) => given.push(job) } as unknown as Thread;
    const desk = new JobDesk(() => 1, () => [thread], () => undefined);
    const answer = desk.submit(preview('one'), signal);
    desk.assign();
    return { desk, answer, given };
  }

  it('fails if it was at it', async () => {
    const { desk, answer, given: [job] } = given();
    desk.lost(job!, true, 'It ended.');
    expect(await answer).toEqual({ name: 'failed', detail: 'It ended.' });
    expect(desk.size).toBe(0);
  });

  it('is done by another if it was not, unless that happens again and again', async () => {
    const { desk, answer, given: jobs } = given();
    for (let i = 0; i < 3; i++) {
      expect(desk.size).toBe(0);
      desk.lost(jobs.at(-1)!, false, `End ${i}.`);
      desk.assign();
    }
    expect(await answer).toEqual({ name: 'failed', detail: 'End 2.' });
    expect(jobs).toHaveLength(3);
  });

  it('is not done again for somebody who does not want it any more, nor when nothing is done any more', async () => {
    const gone = new AbortController();
    const unwanted = given(gone.signal);
    gone.abort();
    unwanted.desk.giveBack(unwanted.given[0]!);
    expect(await unwanted.answer).toEqual({ name: 'failed', detail: 'cancelled' });
    const closed = given();
    closed.desk.failAll('It is closing.');
    closed.desk.lost(closed.given[0]!, false, 'It ended.');
    expect(await closed.answer).toEqual({ name: 'failed', detail: 'It is closing.' });
  });
});

import { expect, it } from 'vitest';
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

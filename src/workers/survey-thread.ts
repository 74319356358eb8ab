import { noAnswer, threadLost, type Surveyor } from '../core/scan/survey';
import { tookTooLong, type Job, type JobAnswer } from './messages';

/** A surveyor whose calls are jobs of a thread. */
export function surveyInThread(submit: (job: Job) => Promise<JobAnswer>): Surveyor {
  return {
    list: async (folder) => {
      const answer = await submit({ name: 'list', input: folder });
      return answer.name === 'list' ? answer.output : problemOf(answer);
    },
    look: async (folder, names) => {
      const answer = await submit({ name: 'look', input: { folder, names } });
      return answer.name === 'look' ? answer.output : problemOf(answer);
    },
  };
}

function problemOf(answer: JobAnswer): string {
  return answer.name === 'failed' && answer.detail === tookTooLong ? noAnswer : threadLost;
}

import { changeSchema, type Change } from './changes';
import type { LogContent } from './change-log';
import { isRefused } from './database';

/** How many changes a log gave back, and a sentence for the person. */
export interface Recovered {
  readonly applied: number;
  readonly words: string;
}

/** Does everything again that a log says; what makes no sense is left out. Throws what SQLite throws where that is no matter of the change. */
export function recovered({ records, broken }: LogContent, apply: (change: Change) => void): Recovered {
  let [applied, lost] = [0, broken];
  for (const record of records) {
    const change = changeSchema.safeParse(parsed(record.toString()));
    if (change.success && succeeds(() => apply(change.data))) applied++;
    else lost++;
  }
  if (applied === 0) return { applied, words: 'Its log was damaged as well: marks and choices are lost, and removals can’t be undone from here.' };
  const words =
    lost === 0
      ? 'All marks, choices and removals came back from their log.'
      : `Marks, choices and removals came back from their log, but for ${lost} of its ${applied + lost} records, which were damaged.`;
  return { applied, words };
}

function succeeds(work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (isRefused(error)) return false;
    throw error;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

import { expect, test } from 'vitest';
import { recordSize } from '../core/matching/record';
import type { HashBatch, HashTask } from '../core/ports';
import { answersAll, isFromWorker } from './message-check';
import { emptyBatch, type HashReply } from './messages';

const tasks = [4, 7, 9].map((row): HashTask => ({ row, path: '', bytes: 1, modified: 1 }));
const failure = { row: 7, reason: 'corrupt', detail: 'It is.' } as const;

function reply(rows: readonly number[], failures: HashBatch['failures'], answered = rows.length + failures.length, looks = rows.length): HashReply {
  const { length } = rows;
  const batch: HashBatch = {
    ...emptyBatch(failures),
    rows: Uint32Array.from(rows), hashes: new Uint32Array(2 * length), widths: new Uint32Array(length), heights: new Uint32Array(length),
    formats: new Uint8Array(length), details: new Uint16Array(length), contents: new Uint32Array(2 * looks), pixels: new Uint32Array(2 * looks),
    numbers: new Uint32Array(2 * looks), qualities: new Uint8Array(looks), depths: new Uint8Array(looks), extras: new Uint8Array(looks), records: new Uint8Array(looks * recordSize),
  };
  return { kind: 'hashed', id: 1, answered, micros: new Uint32Array(Math.max(0, answered)), batch };
}

test('a reply has one answer for each of the first files of its batch, in their order, and whole columns', () => {
  for (const good of [reply([4, 9], [failure]), reply([4], []), reply([], []), reply([4], [failure]), reply([4, 9], [failure], 3, 0)]) expect(answersAll(good, tasks)).toBe(true);
  const twice = reply([4], [{ ...failure, row: 4 }]);
  const short = { ...reply([4], []), batch: { ...reply([4], []).batch, hashes: new Uint32Array(1) } };
  for (const bad of [reply([4], [], 2), reply([7], []), reply([4, 5], []), reply([4], [failure], 1), reply([4], [], -1), twice, short]) expect(answersAll(bad, tasks)).toBe(false);
});

test('what is no message of a worker is told from one', () => {
  expect([{ kind: 'ready' }, reply([4], []), { kind: 'answer', id: 1, answer: { name: 'failed', detail: '' } }].every(isFromWorker)).toBe(true);
  expect([null, 'ready', {}, { kind: 'gone' }, { kind: 'hashed', id: 1 }, { kind: 'answer', id: 1, answer: null }].some(isFromWorker)).toBe(false);
});

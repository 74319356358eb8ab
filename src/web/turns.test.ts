import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Turns } from './turns';

/** Work that ends when told to. */
function works() {
  const begun: number[] = [];
  const ends = new Map<number, () => void>();
  const work = (name: number) => (): Promise<number> => {
    begun.push(name);
    return new Promise((resolve) => ends.set(name, () => resolve(name)));
  };
  return { begun, work, end: (name: number) => ends.get(name)?.() };
}

it('lets so many work, the newest of those that wait next, and sends the others away', async () => {
  const turns = new Turns({ atOnce: 2, waiting: 2 });
  const { begun, work, end } = works();
  const still = new AbortController();
  const answers = [0, 1, 2, 3, 4].map((name) => turns.take(still.signal, work(name)));
  expect(await answers[4]).toBeNull();
  expect(begun).toEqual([0, 1]);
  end(1);
  expect(await answers[1]).toBe(1);
  await setImmediate();
  expect(begun).toEqual([0, 1, 3]);
  for (const name of [0, 3]) end(name);
  await setImmediate();
  end(2);
  expect(await Promise.all(answers)).toEqual([0, 1, 2, 3, null]);
  const later = turns.take(still.signal, work(5));
  end(5);
  expect(await later).toBe(5);
});

it('forgets whoever went away, and goes on after a failure', async () => {
  const turns = new Turns({ atOnce: 1, waiting: 1 });
  const { begun, work, end } = works();
  const here = new AbortController();
  const gone = new AbortController();
  const first = turns.take(here.signal, work(0));
  const second = turns.take(gone.signal, work(1));
  gone.abort();
  expect(await second).toBeNull();
  expect(await turns.take(gone.signal, work(2))).toBeNull();
  const third = turns.take(here.signal, () => Promise.reject(new Error('broken')));
  end(0);
  await expect(third).rejects.toThrow('broken');
  expect(await first).toBe(0);
  const last = turns.take(here.signal, work(4));
  end(4);
  expect(await last).toBe(4);
  expect(begun).toEqual([0, 4]);
});

import { describe, expect, it } from 'vitest';
import type { HashTask } from '../core/ports';
import { BatchQueue, fill, lookAhead, type Batch } from './batching';

/** The minimal standard generator (Park and Miller 1988): 0 ≤ x < 1. */
function random(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

interface SimulatedLane {
  outstanding: number;
  isolated: boolean;
  readonly queue: Batch[];
  /** When the batch in work will be done, in microseconds; infinite for none. */
  until: number;
}

/** Microseconds for a reply to reach the main thread and its answer the worker, and between two batches. */
const messageMicros = 200;
const betweenMicros = 10;

/**
 * Plays a run in virtual time: a source that delivers `perSecond` files in pieces of `piece`, workers that
 * take `costs[row]` microseconds per file. Answers the share of worker time spent on files.
 */
function simulate(tasks: readonly HashTask[], costs: Float64Array, workers: number, piece: number, perSecond: number): number {
  let id = 0;
  const queue = new BatchQueue(workers, () => ++id);
  const lanes: SimulatedLane[] = Array.from({ length: workers }, () => ({ outstanding: 0, isolated: false, queue: [], until: Infinity }));
  const done = new Uint8Array(tasks.length);
  const replies: { readonly at: number; readonly lane: SimulatedLane; readonly batch: Batch }[] = [];
  let [now, taken, arrival] = [0, 0, 0];
  const begin = (lane: SimulatedLane): void => {
    const batch = lane.queue[0];
    lane.until = batch ? now + batch.tasks.reduce((sum, task) => sum + costs[task.row]!, betweenMicros) : Infinity;
  };
  for (;;) {
    while (taken < tasks.length && arrival <= now && queue.hungry) {
      queue.add(tasks.slice(taken, taken + piece));
      taken += piece;
      arrival = Math.max(arrival, now) + (1e6 * piece) / perSecond;
    }
    fill(queue, lanes, (lane, batch) => {
      lane.outstanding++;
      lane.queue.push(batch);
      if (lane.queue.length === 1) begin(lane);
    });
    const times = [...lanes.map((lane) => lane.until), ...replies.map((reply) => reply.at)];
    if (taken < tasks.length && queue.hungry) times.push(arrival);
    const next = Math.min(...times);
    if (next === Infinity) break;
    now = Math.max(now, next);
    for (const lane of lanes) {
      if (lane.until > now) continue;
      replies.push({ at: now + messageMicros, lane, batch: lane.queue.shift()! });
      begin(lane);
    }
    for (let i = replies.length - 1; i >= 0; i--) {
      const { at, lane, batch } = replies[i]!;
      if (at > now) continue;
      replies.splice(i, 1);
      lane.outstanding--;
      for (const task of batch.tasks) {
        queue.observe(task, costs[task.row]!);
        done[task.row]! += 1;
      }
    }
  }
  expect(done.every((times) => times === 1)).toBe(true);
  return costs.reduce((sum, cost) => sum + cost, 0) / (workers * now);
}

function library(count: number, cost: (x: () => number) => number, bytes: (cost: number, x: () => number) => number): [HashTask[], Float64Array] {
  const x = random(20_261_121);
  const costs = Float64Array.from({ length: count }, () => cost(x));
  const tasks = Array.from(costs, (one, row) => ({ row, path: `/${row}.jpg`, bytes: Math.round(bytes(one, x)), modified: 0 }));
  return [tasks, costs];
}

/** Evenly spread on a logarithmic scale: 0.1 ms – 100 ms. */
const thousandfold = (x: () => number): number => 100 * 1000 ** x();

describe('64 workers', () => {
  it('are busy when costs vary a thousandfold and follow the size loosely', () => {
    const [tasks, costs] = library(30_000, thousandfold, (cost, x) => 200 * cost * (0.5 + x()));
    expect(simulate(tasks, costs, 64, 500, 1e6)).toBeGreaterThan(0.95);
  });

  it('are busy when the size says nothing about the cost', () => {
    const [tasks, costs] = library(30_000, thousandfold, (_, x) => 1000 + 4e6 * x());
    expect(simulate(tasks, costs, 64, 500, 1e6)).toBeGreaterThan(0.95);
  });

  it('are busy with small images', () => {
    const [tasks, costs] = library(200_000, (x) => 100 + 100 * x(), (cost) => 80 * cost);
    expect(simulate(tasks, costs, 64, 200, 2e6)).toBeGreaterThan(0.95);
  });

  it('end together though the largest files come last', () => {
    const [tasks, costs] = library(30_000, thousandfold, (cost) => 200 * cost);
    const order = tasks.toSorted((a, b) => a.bytes - b.bytes);
    expect(simulate(order, costs, 64, 500, 1e6)).toBeGreaterThan(0.95);
  });
});

describe('BatchQueue', () => {
  const lane = { outstanding: 0, isolated: false };
  const tasks = Array.from({ length: 5000 }, (_, row) => ({ row, path: `/${row}.jpg`, bytes: row * 1000, modified: 0 }));

  function queueOf(workers: number): BatchQueue {
    let id = 0;
    return new BatchQueue(workers, () => ++id);
  }

  it('is hungry for a bounded number of files', () => {
    const queue = queueOf(2);
    let added = 0;
    while (queue.hungry) {
      queue.add([{ row: added++, path: '/a.jpg', bytes: 1, modified: 0 }]);
    }
    expect(added).toBeLessThanOrEqual(lookAhead(2));
    queue.take(lane);
    queue.take(lane);
    expect(queue.size).toBeLessThan(added);
  });

  it('hands out the larger files first, and ever smaller batches', () => {
    const queue = queueOf(4);
    queue.add(tasks);
    const sizes: number[] = [];
    const means: number[] = [];
    for (let batch = queue.take(lane); batch; batch = queue.take(lane)) {
      const bytes = batch.tasks.reduce((sum, task) => sum + task.bytes, 0);
      sizes.push(bytes);
      means.push(bytes / batch.tasks.length);
      for (const task of batch.tasks) queue.observe(task, 100 + task.bytes / 100);
    }
    expect(means[0]).toBeGreaterThan(20 * means[means.length - 1]!);
    expect(Math.max(...sizes.slice(-8))).toBeLessThan(Math.max(...sizes) / 4);
  });

  it('is not misled for long by what the first files take, while threads warm up', () => {
    const queue = queueOf(2);
    const small = Array.from({ length: 4000 }, (_, row) => ({ row, path: `/${row}.jpg`, bytes: 14_000, modified: 0 }));
    queue.add(small.slice(0, 500));
    const first = queue.take(lane)!.tasks;
    // No worker should wait for the main thread, which may be at a listing for as long.
    expect(first.length).toBeGreaterThan(30);
    first.forEach((task, i) => queue.observe(task, i < 4 ? 15_000 : 100));
    expect(queue.take(lane)!.tasks.length).toBeGreaterThan(40);
    queue.add(small.slice(500));
    for (let i = 0; i < 200; i++) queue.observe(small[0]!, 100);
    expect(queue.take(lane)!.tasks.length).toBeGreaterThan(150);
  });

  it('gives suspects out one by one, to workers with nothing else', () => {
    const queue = queueOf(1);
    queue.add(tasks.slice(0, 10));
    queue.suspect(tasks.slice(10, 12));
    expect(queue.take({ outstanding: 1, isolated: false })?.suspect).toBe(false);
    expect(queue.take(lane)).toMatchObject({ suspect: true, tasks: [tasks[10]] });
    expect(queue.take({ outstanding: 1, isolated: true })).toBeNull();
    expect(queue.size).toBeGreaterThan(0);
  });
});

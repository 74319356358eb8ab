import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Intake, intakeLimits } from './intake';

let now = 0;
let paused = false;
let asked: string[] = [];
let answers: (() => void)[] = [];
let intake: Intake;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  now = 0;
  paused = false;
  asked = [];
  answers = [];
  const source = { pause: () => void (paused = true), resume: () => void (paused = false) };
  const answer = (text: string): Promise<void> => {
    asked.push(text);
    return new Promise((resolve) => answers.push(resolve));
  };
  intake = new Intake(source, answer, () => now);
});
afterEach(() => void vi.useRealTimers());

async function answerAll(): Promise<void> {
  for (let rounds = 0; answers.length > 0 && rounds < 10_000; rounds++) {
    for (const answer of answers.splice(0)) answer();
    await setImmediate();
  }
}

it('passes messages on at once, in their order', async () => {
  for (let i = 0; i < 10; i++) intake.push(String(i));
  expect(asked).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
  expect(paused).toBe(false);
  await answerAll();
});

it('stops listening while too many are unanswered, and loses none', async () => {
  for (let i = 0; i < 200; i++) intake.push(String(i));
  expect(asked).toHaveLength(intakeLimits.atOnce);
  expect(paused).toBe(true);
  await answerAll();
  expect(asked).toEqual(Array.from({ length: 200 }, (_, i) => String(i)));
  expect(paused).toBe(false);
});

it('holds a flood to a pace', async () => {
  for (let i = 0; i < 5000; i++) intake.push('x');
  await answerAll();
  expect(asked).toHaveLength(intakeLimits.burst);
  expect(paused).toBe(true);
  now += 1000;
  vi.advanceTimersByTime(1000);
  await answerAll();
  expect(asked).toHaveLength(intakeLimits.burst + intakeLimits.perSecond);
  intake.close();
  vi.advanceTimersByTime(60_000);
  await answerAll();
  expect(asked).toHaveLength(intakeLimits.burst + intakeLimits.perSecond);
});

it('weighs long messages, and has few of them in hand', async () => {
  const long = 'x'.repeat(8 * 1024 ** 2);
  for (let i = 0; i < 20; i++) intake.push(long);
  expect(asked).toHaveLength(2);
  await answerAll();
  expect(asked.length).toBeLessThan(10);
});

it('does not hinder one who turns pages as fast as a screen shows them', async () => {
  // Ten minutes at 60 frames a second, three questions for each frame.
  for (let frame = 0; frame < 60 * 600; frame++) {
    now += 1000 / 60;
    for (let i = 0; i < 3; i++) intake.push('x');
    for (const answer of answers.splice(0)) answer();
    if (paused) break;
    await Promise.resolve();
  }
  expect(paused).toBe(false);
  expect(asked).toHaveLength(3 * 60 * 600);
});

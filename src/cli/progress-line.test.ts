import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ScanSession } from '../core/library/session';
import { defaultSettings } from '../shared/settings';
import { createPool } from '../workers/pool';
import { ProgressLine } from './progress-line';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** What is written in half a second to a terminal of so many columns. */
function shown(terminal: { isTTY?: boolean; columns?: number }, phase: ScanSession['phase'] = 'scanning'): string {
  const pool = createPool({ script: new URL('file:///never-started.js'), size: 1 });
  const session = new ScanSession({ folders: [], store: null, pool, choice: defaultSettings, compare: true });
  session.phase = phase;
  const stream = Object.assign(new PassThrough({ encoding: 'utf8' }), terminal);
  const line = new ProgressLine(stream, session);
  line.start();
  vi.advanceTimersByTime(500);
  line.stop();
  return String(stream.read() ?? '');
}

it('rewrites one line of a terminal, and leaves it empty', () => {
  const [start, first, second, end] = shown({ isTTY: true, columns: 80 }).split('\r\u001b[K');
  expect([start, end]).toEqual(['', '']);
  for (const line of [first, second]) expect(line).toMatch(/^0 of 0 so far · 0 images\/s · .* one core$/);
  expect(shown({ isTTY: true, columns: 80 }, 'comparing')).toContain('0 images · looking for copies\r');
});

it('keeps to the width, where the terminal knows it', () => {
  expect(shown({ isTTY: true, columns: 10 })).toContain('\u001b[K0 of 0 so\r');
  expect(shown({ isTTY: true, columns: 0 })).toMatch(/one core\r/);
});

it('is silent where there is no terminal', () => {
  expect(shown({})).toBe('');
});

// `npm run bench:window -- [--dir DIR] [--groups N] [--copies N] [--data DIR]`: how fluid the window is with a large library: makes one in DIR (or takes
// the one made there before), opens it in the web host with Chromium, and measures first rows, scrolling, selecting, marking, filtering,
// memory and messages. Run `npm run build` first.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Browser, type CDPSession, type Page } from '@playwright/test';
import { findChromium } from '../../scripts/chromium.mjs';
import { processStatus } from '../process-status';
import { makeLibrary } from './library';
import { installProbe, type Recording } from './probe';

const { values } = parseArgs({
  options: {
    dir: { type: 'string', default: join(tmpdir(), 'lookalike-window') },
    groups: { type: 'string', default: '10000' },
    copies: { type: 'string', default: '10' },
    /** Where the program keeps what it knows; a new folder unless given. With one of an earlier run nothing is hashed again. */
    data: { type: 'string' },
    actions: { type: 'string', default: '200' },
  },
});
const busyNames = ['TaskDuration', 'ScriptDuration', 'RecalcStyleDuration', 'LayoutDuration'] as const;
const busyWords = ['busy', 'scripts', 'styles', 'layout'] as const;
const actions = Number(values.actions);
const pictures = join(resolve(values.dir), 'Photos');
await makeLibrary(pictures, Number(values.groups), Number(values.copies), (made) => {
  if (made % 1000 === 0) console.error(`${made} groups made`);
});

const data = values.data === undefined ? mkdtempSync(join(tmpdir(), 'lookalike-window-data-')) : resolve(values.data);
const server = spawn(process.execPath, [resolve('bin/lookalike.mjs'), 'serve', '--root', pictures, '--', pictures], {
  env: { ...process.env, LOOKALIKE_DATA: data, XDG_DATA_HOME: join(data, 'share') },
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  const address = await new Promise<string>((found) =>
    server.stdout.on('data', (text: Buffer) => {
      const match = /http:\S+/.exec(String(text));
      if (match) found(match[0]);
    }),
  );
  // A person's browser has scroll bars; Playwright's has none unless told.
  const browser = await chromium.launch({ executablePath: findChromium(), ignoreDefaultArgs: ['--hide-scrollbars'] });
  try {
    await measure(browser, address);
  } finally {
    await browser.close();
  }
} finally {
  server.kill('SIGTERM');
  await new Promise((ended) => server.once('exit', ended));
  if (values.data === undefined) rmSync(data, { recursive: true });
}

async function measure(browser: Browser, address: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.addInitScript(installProbe);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  console.log(`${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}, Chromium ${browser.version()}\n`);
  await page.goto(address);
  const list = page.getByRole('listbox', { name: 'Groups' });
  await page.waitForFunction(() => globalThis.lookalikeProbe.ended !== null, null, { timeout: 600_000 });
  const shown = await page.evaluate(() => {
    const total = String(globalThis.lookalikeProbe.groups);
    const whole = (): boolean => document.querySelector('[role="listbox"][aria-label="Groups"] [role="option"]')?.getAttribute('aria-setsize') === total;
    return globalThis.lookalikeProbe.until(whole, () => globalThis.lookalikeProbe.ended!);
  });
  const first = await page.evaluate(() => ({ ...globalThis.lookalikeProbe }));
  console.log(`| | |\n| --- | --- |`);
  row('groups', String(first.groups));
  row('scan, s', seconds(first.ended! - first.begun!));
  row('first row painted after the scan began, s', seconds(first.firstRow! - first.begun!));
  row('all groups in the list after the scan’s end, ms', shown.toFixed(0));

  await memory(browser, session);
  await list.focus();
  await page.waitForFunction(() => globalThis.lookalikeProbe.counted, null, { timeout: 600_000 });
  await page.waitForTimeout(1000);
  await keys(page, 'ArrowDown', 'selecting the next group', actions);
  await keys(page, 'Space', 'marking the copies of a group', actions);
  await keys(page, 'PageDown', 'moving on by a page', actions);
  await keys(page, 'End', 'jumping to either end', 40, 'Home');
  await scrolled(session, page, 'wheel, 2,000 pixels a second', () => wheel(session, page, 40_000, 2000));
  await scrolled(session, page, 'wheel, 6,000', () => wheel(session, page, 120_000, 6000));
  await scrolled(session, page, 'wheel, 30,000', () => wheel(session, page, 300_000, 30_000));
  await scrolled(session, page, 'thumb dragged through all', () => drag(page));
  await searches(page);
  await memory(browser, session);
  const { longest, longestName, messages, pages } = await page.evaluate(() => ({ ...globalThis.lookalikeProbe }));
  row('a page of groups, from asking to having it, ms', spread(pages));
  row('longest message of the WebSocket, kB', `${(longest / 1000).toFixed(0)} (${longestName}; of ${messages})`);
}

/** From the key to the next paint, by the browser's own event timing (W3C Event Timing; steps of 8 ms, from 16 ms). */
async function keys(page: Page, key: string, name: string, times: number, back = key): Promise<void> {
  await page.evaluate(() => {
    const seen: number[] = [];
    Object.assign(globalThis, { seen });
    const observer = new PerformanceObserver((entries) => {
      for (const entry of entries.getEntries()) if (entry.name === 'keydown') seen.push(entry.duration);
    });
    const options: PerformanceObserverInit & { durationThreshold: number } = { type: 'event', durationThreshold: 16 };
    observer.observe(options);
    Object.assign(globalThis, { observer });
  });
  for (let i = 0; i < times; i++) {
    await page.keyboard.press(i % 2 === 0 ? key : back);
    await page.waitForTimeout(30);
    if (key === 'Space') await page.keyboard.press('ArrowDown');
  }
  await page.waitForTimeout(300);
  const slow = await page.evaluate(() => {
    const { seen, observer } = globalThis as unknown as { seen: number[]; observer: PerformanceObserver };
    observer.disconnect();
    return seen;
  });
  // What took less than the least that is told is not told; marking comes with as many moves.
  const all = [...Array.from({ length: Math.max(0, times * (key === 'Space' ? 2 : 1) - slow.length) }, () => 8), ...slow];
  row(`${name}, to paint, ms`, spread(all));
}

async function scrolled(session: CDPSession, page: Page, name: string, scroll: () => Promise<void>): Promise<void> {
  const before = await busy(session);
  const { frames } = await recorded(page, scroll, false);
  const after = await busy(session);
  const { rows, missing, empty, late, pictures: seen, pending, mostNodes } = await recorded(page, scroll, true);
  const total = frames.reduce((sum, one) => sum + one, 0);
  const long = frames.filter((one) => one > 25).length;
  row(`${name}: frames a second`, `${((1000 * frames.length) / total).toFixed(1)} (${frames.length} frames, ${long} of more than 25 ms)`);
  row(`${name}: frame, ms`, spread(frames));
  row(`${name}: of the page’s thread, s`, busyNames.map((key, i) => `${busyWords[i]} ${(after[i]! - before[i]!).toFixed(1)}`).join(', ') + ` of ${seconds(total)}`);
  row(`${name}: rows in view not drawn, or without their group`, `${share(missing, rows)}, ${share(empty, rows)}`);
  row(`${name}: rows shown late`, `${late}`);
  row(`${name}: pictures in view not there yet`, share(pending, seen));
  row(`${name}: elements of the page, at most`, String(mostNodes));
}

/** From the top of the list. */
async function recorded(page: Page, scroll: () => Promise<void>, looking: boolean): Promise<Recording> {
  await page.getByRole('listbox', { name: 'Groups' }).evaluate((list) => list.scrollTo({ top: 0 }));
  await page.waitForTimeout(1000);
  await page.evaluate((look) => globalThis.lookalikeProbe.record(look), looking);
  await scroll();
  return await page.evaluate(() => globalThis.lookalikeProbe.recorded());
}

/** Seconds since the page began, by {@link busyNames}. */
async function busy(session: CDPSession): Promise<readonly number[]> {
  const { metrics } = await session.send('Performance.getMetrics');
  return busyNames.map((wanted) => metrics.find(({ name }) => name === wanted)?.value ?? NaN);
}

async function wheel(session: CDPSession, page: Page, distance: number, speed: number): Promise<void> {
  const box = (await page.getByRole('listbox', { name: 'Groups' }).boundingBox())!;
  await session.send('Input.synthesizeScrollGesture', {
    x: box.x + box.width / 2, y: box.y + box.height / 2, yDistance: -distance, speed, gestureSourceType: 'mouse', preventFling: true,
  });
}

async function drag(page: Page): Promise<void> {
  const list = page.getByRole('listbox', { name: 'Groups' });
  const box = (await list.boundingBox())!;
  const x = box.x + box.width - 11;
  // Below the bar's own button.
  await page.mouse.move(x, box.y + 24);
  await page.mouse.down();
  for (let y = box.y + 24; y < box.y + box.height - 20; y += 2) {
    await page.mouse.move(x, y);
    await page.waitForTimeout(16);
  }
  await page.mouse.up();
  const top = await list.evaluate((element) => element.scrollTop);
  if (top === 0) throw new Error('the thumb was not where it was thought to be');
}

/** From a key to the frame that shows the rows that come of it: the first row is another one then. */
async function listAfter(page: Page, key: string): Promise<number> {
  const shown = page.evaluate(() => {
    const probe = globalThis.lookalikeProbe;
    const before = probe.firstText();
    return probe.until(() => probe.firstText() !== before && probe.firstText() !== '', () => probe.pressed);
  });
  await page.keyboard.press(key);
  return await shown;
}

async function searches(page: Page): Promise<void> {
  const field = page.getByRole('textbox', { name: 'Search paths' });
  const times: number[] = [];
  for (let i = 0; i < 20; i++) {
    await field.focus();
    await field.press('Control+A');
    // Asked for by the key, not by the field's own patience with somebody who types.
    await page.keyboard.insertText(`IMG_${11 + 7 * i}`);
    times.push(await listAfter(page, 'Enter'));
    await page.waitForTimeout(300);
  }
  row('searching paths, to its groups, ms', spread(times));
  await field.focus();
  row('and back to all groups, ms', (await listAfter(page, 'Escape')).toFixed(0));
}

async function memory(browser: Browser, session: CDPSession): Promise<void> {
  const { metrics } = await session.send('Performance.getMetrics');
  const heap = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? NaN;
  const nodes = metrics.find(({ name }) => name === 'Nodes')?.value ?? NaN;
  const own = await browser.newBrowserCDPSession();
  const { processInfo } = await own.send('SystemInfo.getProcessInfo');
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => resident(id));
  const largest = renderers.toSorted((a, b) => b.all - a.all)[0];
  row('JavaScript heap, MB; nodes', `${(heap / 1e6).toFixed(0)}; ${nodes}`);
  if (largest) row('renderer’s memory, resident, MB', `${largest.all.toFixed(0)} (${largest.own.toFixed(0)} its own, the rest mapped files)`);
}

/** Megabytes. */
function resident(pid: number): { readonly all: number; readonly own: number } {
  const of = (name: string): number => (processStatus(name, pid) ?? NaN) * 1.024e-3;
  return { all: of('VmRSS'), own: of('RssAnon') + of('RssShmem') };
}

function row(name: string, value: string): void {
  console.log(`| ${name} | ${value} |`);
}

function spread(some: readonly number[]): string {
  const sorted = some.toSorted((a, b) => a - b);
  const at = (part: number): string => (sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? NaN).toFixed(1);
  return `median ${at(0.5)}, 95 % ${at(0.95)}, most ${at(1)}`;
}

function share(some: number, all: number): string {
  return `${some} of ${all}${all > 0 && some > 0 ? ` (${((100 * some) / all).toFixed(1)} %)` : ''}`;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { minimumSize, placeWindow, readWindowState, writeWindowState } from './window-state';

const primary = { x: 0, y: 25, width: 1920, height: 1055 };
const second = { x: -1280, y: 0, width: 1280, height: 1024 };

describe('placeWindow', () => {
  test('the first start is in the middle, no larger than the display', () => {
    expect(placeWindow(null, [primary])).toEqual({ x: 360, y: 152, width: 1200, height: 800 });
    expect(placeWindow(null, [{ x: 0, y: 0, width: 1024, height: 640 }])).toEqual({ x: 0, y: 0, width: 1024, height: 640 });
  });

  test('comes back where it was, on another display too', () => {
    const left = { x: -1200, y: 40, width: 900, height: 700 };
    expect(placeWindow(left, [primary, second])).toEqual(left);
  });

  test('is brought back from a display that is gone, with its size', () => {
    const left = { x: -1200, y: 40, width: 900, height: 700 };
    expect(placeWindow(left, [primary])).toEqual({ x: 510, y: 202, width: 900, height: 700 });
  });

  test.each([
    ['above the display, its title bar out of reach', { x: 100, y: -300, width: 900, height: 700 }],
    ['all but a sliver off the right edge', { x: 1900, y: 100, width: 900, height: 700 }],
    ['below the bottom edge', { x: 100, y: 1075, width: 900, height: 700 }],
  ])('is not left %s', (_where, saved) => {
    expect(placeWindow(saved, [primary])).toMatchObject({ x: 510, y: 202 });
  });

  test('shrinks with the display, but not below the least that can be read', () => {
    const placed = placeWindow({ x: 0, y: 30, width: 3000, height: 100 }, [primary]);
    expect(placed).toMatchObject({ width: primary.width, height: minimumSize.height });
  });
});

describe('the remembered state', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'window-state-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('is read as it was written', () => {
    const file = join(folder, 'window.json');
    const state = { bounds: { x: -5, y: 10, width: 900, height: 700 }, maximised: true };
    writeWindowState(file, state);
    expect(readWindowState(file)).toEqual(state);
  });

  test.each(['', '{"bounds":{"x":0,"y":0,"width":0,"height":700},"maximised":false}', '{"bounds":{"x":1e99}}', '[]'])(
    'is forgotten when the file holds %j',
    (text) => {
      const file = join(folder, 'window.json');
      writeFileSync(file, text);
      expect(readWindowState(file)).toBeNull();
    },
  );

  test('a folder that can’t be written does not end the program, but is said', () => {
    const said = vi.spyOn(console, 'error').mockReturnValue();
    const file = join(folder, 'window.json', 'not', 'there.json');
    expect(readWindowState(file)).toBeNull();
    writeWindowState(file, { bounds: primary, maximised: false });
    expect(said).toHaveBeenCalledOnce();
    said.mockRestore();
  });
});

import { readFileSync, writeFileSync } from 'node:fs';
import type { Rectangle } from 'electron';
import { z } from 'zod';

export const minimumSize = { width: 800, height: 560 } as const;
const defaultSize = { width: 1200, height: 800 } as const;

/** How much of the title bar must lie on a display for a person to be able to get hold of the window. */
const grip = { width: 120, height: 32 } as const;

/** Device-independent pixels; the bounds are those of the window when it is not maximised. */
export interface WindowState {
  readonly bounds: Rectangle;
  readonly maximised: boolean;
}

const coordinate = z.int().min(-100_000).max(100_000);
const length = z.int().min(1).max(100_000);
const stateSchema = z.object({
  bounds: z.object({ x: coordinate, y: coordinate, width: length, height: length }),
  maximised: z.boolean(),
});

/** What was remembered; null at the first start and when the file is not what we wrote. */
export function readWindowState(file: string): WindowState | null {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // Losing the window's place costs nothing, and the next close writes a good file.
    return null;
  }
}

export function writeWindowState(file: string, state: WindowState): void {
  try {
    writeFileSync(file, JSON.stringify(state));
  } catch (error) {
    console.error(`The window's place could not be remembered: ${String(error)}`);
  }
}

/**
 * Where to put the window: where it was, if that can be seen and held on a display that is there now, else
 * in the middle of the first one. Never larger than the display.
 *
 * @param workAreas the displays without their task bars, the primary first; at least one
 */
export function placeWindow(saved: Rectangle | null, workAreas: readonly Rectangle[]): Rectangle {
  const home = saved === null ? undefined : workAreas.find((area) => holdsGrip(saved, area));
  if (saved !== null && home !== undefined) {
    return {
      x: saved.x,
      y: saved.y,
      width: fit(saved.width, minimumSize.width, home.width),
      height: fit(saved.height, minimumSize.height, home.height),
    };
  }
  const primary = workAreas[0]!;
  const width = fit(saved?.width ?? defaultSize.width, minimumSize.width, primary.width);
  const height = fit(saved?.height ?? defaultSize.height, minimumSize.height, primary.height);
  return {
    x: primary.x + Math.max(0, Math.floor((primary.width - width) / 2)),
    y: primary.y + Math.max(0, Math.floor((primary.height - height) / 2)),
    width,
    height,
  };
}

function fit(wanted: number, least: number, room: number): number {
  return Math.max(least, Math.min(wanted, room));
}

function holdsGrip(window: Rectangle, area: Rectangle): boolean {
  const width = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  const height = area.y + area.height - window.y;
  return width >= grip.width && window.y >= area.y && height >= grip.height;
}

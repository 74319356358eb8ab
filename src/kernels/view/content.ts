// The part of a picture inside flat margins: borders, letterboxes, the white around a drawing.
import { grid, gridHeight, gridWidth } from './memory';

/** Grey levels that a cell of a margin may differ from the margin's mean by. */
const tolerance: f32 = 12;
/** Of a margin's line, this share of cells has to be within the tolerance. */
const agreeing: f32 = 0.97;
/** What may be cut off a side, at most. */
const mostCut: f32 = 0.42;
/** A line at a margin's end is mixed of margin and content; with less contrast than this nobody can say how. */
const clearStep: f32 = 16;

/** The content's sides in cells and fractions of them. */
export let left: f32 = 0;
export let top: f32 = 0;
export let right: f32 = 0;
export let bottom: f32 = 0;

/** Mean luma of the margins; 0 where there is none. */
export let leftLevel: f32 = 0;
export let topLevel: f32 = 0;
export let rightLevel: f32 = 0;
export let bottomLevel: f32 = 0;

/** Of the margin that was cut last. */
let level: f32 = 0;

/** Finds the content of the grid, of which the picture spans this many cells. False where there are no margins, or nothing else. */
export function find(spanX: f32, spanY: f32): bool {
  left = 0;
  top = 0;
  right = spanX;
  bottom = spanY;
  leftLevel = 0;
  topLevel = 0;
  rightLevel = 0;
  bottomLevel = 0;
  // Twice, because a margin at one side may hide behind the margins at the others.
  for (let round = 0; round < 2; round++) {
    level = topLevel;
    top = cut(true, false, top, spanY);
    topLevel = level;
    level = bottomLevel;
    bottom = cut(true, true, bottom, spanY);
    bottomLevel = level;
    level = leftLevel;
    left = cut(false, false, left, spanX);
    leftLevel = level;
    level = rightLevel;
    right = cut(false, true, right, spanX);
    rightLevel = level;
  }
  const across = (right - left) / spanX;
  const down = (bottom - top) / spanY;
  return (across < 0.985 || down < 0.985) && across > 0.2 && down > 0.2;
}

/** Where the margin at one side ends: of rows or columns, from the start or from the end. */
function cut(rows: bool, fromEnd: bool, now: f32, span: f32): f32 {
  const lines = <i32>ceil(span);
  const most = <i32>(span * mostCut);
  const start = fromEnd ? lines - <i32>ceil(now) : <i32>now;
  let n = start;
  for (; n < most; n++) {
    const line = fromEnd ? lines - 1 - n : n;
    const mean = meanOf(rows, line);
    const margin = n === 0 ? mean : level;
    if (abs(mean - margin) > tolerance * 0.5 || !isFlat(rows, line, margin)) break;
    level = margin;
  }
  if (n === start) return now;
  // Where a margin ends inside a cell, that cell is mixed: neither margin nor content.
  let edge = n;
  if (n + 1 < lines) {
    const mixed = meanOf(rows, fromEnd ? lines - 1 - n : n) - level;
    const inside = meanOf(rows, fromEnd ? lines - 2 - n : n + 1) - level;
    if (abs(inside) > clearStep && mixed / inside < 0.9) edge++;
  }
  return fromEnd ? min(span, <f32>(lines - edge)) : <f32>edge;
}

function meanOf(rows: bool, line: i32): f32 {
  const from = rows ? <i32>left : <i32>top;
  const to = rows ? min(<i32>ceil(right), gridWidth) : min(<i32>ceil(bottom), gridHeight);
  const step = rows ? 1 : gridWidth;
  let at = grid + <usize>(rows ? line * gridWidth + from : from * gridWidth + line);
  let sum = 0;
  for (let i = from; i < to; i++, at += step) sum += load<u8>(at);
  return <f32>sum / <f32>max(1, to - from);
}

function isFlat(rows: bool, line: i32, level: f32): bool {
  const from = rows ? <i32>left : <i32>top;
  const to = rows ? min(<i32>ceil(right), gridWidth) : min(<i32>ceil(bottom), gridHeight);
  const step = rows ? 1 : gridWidth;
  let at = grid + <usize>(rows ? line * gridWidth + from : from * gridWidth + line);
  let off = 0;
  const mostOff = <i32>(<f32>(to - from) * (1 - agreeing));
  for (let i = from; i < to; i++, at += step) {
    if (abs(<f32>load<u8>(at) - level) > tolerance && ++off > mostOff) return false;
  }
  return true;
}

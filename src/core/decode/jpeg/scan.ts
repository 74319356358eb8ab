import { endOfImage, firstRestart } from './markers';
import { EntropyReader } from './entropy';
import { endOfBlock, entries, innerEntry, lastEnd, startEntry } from './tables';

/** How the MCUs of one scan are laid out, and which of their blocks are wanted (ITU-T T.81 §A.2). */
export interface ScanLayout {
  /** MCUs across and down. */
  readonly columns: number;
  readonly rows: number;
  /** MCUs between restart markers; 0 for none (§B.2.4.4). */
  readonly restartInterval: number;
  /** Blocks of an MCU in file order. */
  readonly blocks: readonly BlockPlan[];
  /** Width of the window that the fast tables are read by. */
  readonly windowBits: number;
  /** Blocks of the wanted component per MCU, across and down. */
  readonly across: number;
  readonly down: number;
}

export interface BlockPlan {
  /** Fast table for the start of the block, and for the rest of it. */
  readonly start: number;
  readonly inner: number;
  /** Whether the block is of the wanted component. */
  readonly wanted: boolean;
}

/** The DC coefficients of a component, one per block, row by row, without the padding of MCUs. */
export interface DcPlane {
  readonly width: number;
  readonly height: number;
  readonly dc: Int16Array;
}

/** Bits of a code and what follows it, rounded up. */
const longestSymbol = 32;

export type ScanOutcome = 'ok' | 'truncated' | 'corrupt';

/**
 * Reads what a scan says about the DC coefficients of one component and skips everything else: all of a
 * sequential scan (§F.2), or a progressive DC scan, first or refining (§G.1.2.1). The fast tables of the
 * layout decide which of these it is.
 *
 * @param file The whole file; `at` is the offset of the scan's first entropy-coded byte.
 * @param plane What is known so far: zeros, or the higher bits when `refine`; gets bits `low` and up.
 */
export function readDcScan(
  file: Uint8Array,
  at: number,
  layout: ScanLayout,
  plane: DcPlane,
  low: number,
  refine: boolean,
): ScanOutcome {
  const reader = new EntropyReader(file, at);
  const { columns, rows, restartInterval, across, down } = layout;
  const { width, height, dc } = plane;
  const count = layout.blocks.length;
  const start = Int32Array.from(layout.blocks, (block) => block.start);
  const inner = Int32Array.from(layout.blocks, (block) => block.inner);
  const wanted = Uint8Array.from(layout.blocks, (block) => (block.wanted ? 1 : 0));
  const table = entries;
  const data = reader.data;
  /** A refining bit stands for itself; a difference is added to the coefficient before (§F.1.1.5.1). */
  const carry = refine ? 0 : -1;
  const toIndex = 32 - layout.windowBits;

  let restarts = 0;
  let left = restartInterval > 0 ? restartInterval : columns * rows;
  let position = 0;
  let value = 0;
  reader.begin();

  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (left === 0) {
        if (!reader.covers(position)) return shortEnd(reader);
        const outcome = nextInterval(reader, restarts++);
        if (outcome !== 'ok') return outcome;
        left = restartInterval;
        position = 0;
        value = 0;
      }
      left--;
      if (position > reader.limit) {
        position = reader.refill(position);
        if (position < 0) return shortEnd(reader);
      }
      let x = column * across;
      let y = row * down;
      for (let b = 0; b < count; b++) {
        let index = (data.getInt32(position >>> 3) << (position & 7)) >>> toIndex;
        let entry = table[start[b]! + index]!;
        let done = entry & 255;
        if (done > lastEnd) {
          entry = startEntry(start[b]!, data, position);
          if (entry === 0) return badSymbol(reader, position);
          done = entry & 255;
        }
        position += (entry >>> 8) & 31;
        if (wanted[b] === 1) {
          value = (value & carry) + (entry >> 16);
          if (x < width && y < height) dc[y * width + x]! |= value << low;
          x++;
          if (x === (column + 1) * across) {
            x = column * across;
            y++;
          }
        }
        while (done < 63) {
          index = (data.getInt32(position >>> 3) << (position & 7)) >>> toIndex;
          entry = table[inner[b]! + index]!;
          const next = done + (entry & 255);
          if (next > 63 && (next < endOfBlock || next > lastEnd)) {
            entry = innerEntry(inner[b]!, data, position, done);
            if (entry === 0) return badSymbol(reader, position);
          }
          done += entry & 255;
          position += entry >>> 8;
        }
      }
    }
  }
  return reader.covers(position) ? 'ok' : shortEnd(reader);
}

/** Goes over the restart marker between two intervals (§E.2.4); they are numbered 0–7 in turn. */
function nextInterval(reader: EntropyReader, index: number): ScanOutcome {
  const marker = reader.passMarker();
  if (marker < 0 || marker === endOfImage) return 'truncated';
  if (marker !== firstRestart + (index & 7)) return 'corrupt';
  reader.begin();
  return 'ok';
}

/** A code that no table has: nonsense, unless it is pieced together from what is behind the end. */
function badSymbol(reader: EntropyReader, position: number): ScanOutcome {
  return reader.covers(position + longestSymbol) ? 'corrupt' : shortEnd(reader);
}

/** A segment that ended before its MCUs did: the file was cut off, or its data make no sense. */
function shortEnd(reader: EntropyReader): ScanOutcome {
  const marker = reader.passMarker();
  return marker < 0 || marker === endOfImage ? 'truncated' : 'corrupt';
}

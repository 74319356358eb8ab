import { copyIn, kernel } from './kernel';
import type { Scan } from './layout';
import { endOfImage, findMarker, firstRestart } from './markers';

/** How the MCUs of one scan are laid out, and which of their blocks are wanted (ITU-T T.81 §A.2). */
export interface ScanLayout {
  /** MCUs across and down. */
  readonly columns: number;
  readonly rows: number;
  /** MCUs between restart markers; 0 for none (§B.2.4.4). */
  readonly restartInterval: number;
  /** Blocks of an MCU in file order. */
  readonly blocks: readonly BlockPlan[];
  /** Blocks of the wanted component per MCU, across and down. */
  readonly across: number;
  readonly down: number;
}

export interface BlockPlan {
  /** Window table for the start of the block, and for the rest of it. */
  readonly start: number;
  readonly inner: number;
  readonly want: Want;
  /** The window table of values for `detail`, the Huffman table for `band`. */
  readonly ac: number;
}

/** What a scan is to tell of a block: its mean, its lowest coefficients, or those of a progressive scan of AC coefficients. */
export type Want = keyof typeof wants;
/** As src/kernels/jpeg/scan.ts numbers them. */
const wants = { nothing: 0, mean: 1, detail: 2, band: 3 } as const;

export type ScanOutcome = 'ok' | 'truncated' | 'corrupt';

/** What `run` answers; see src/kernels/jpeg/scan.ts. */
const answers = { done: 0, wantsInput: 1, wantsInterval: 2, ranOut: 3, nonsense: 4 } as const;

/**
 * Reads what a scan says about one component into the kernel's plane, and skips everything else: all of a sequential scan
 * (ITU-T T.81 §F.2), or a progressive scan of DC coefficients, first or refining, or of AC coefficients, first (§G.1.2).
 *
 * @param file The whole file; `at` is the offset of the scan's first entropy-coded byte.
 */
export function readScanData(file: Uint8Array, at: number, layout: ScanLayout, scan: Scan, progressive: boolean): ScanOutcome {
  const { columns, rows, restartInterval, blocks, across, down } = layout;
  blocks.forEach(({ start, inner, want, ac }, i) => kernel.planBlock(i, start, inner, wants[want], ac));
  const low = progressive ? scan.low : 0;
  const refine = progressive && scan.high > 0 ? 1 : 0;
  kernel.beginScan(columns, rows, blocks.length, across, down, low, refine, scan.spectralStart, scan.spectralEnd);
  const input = new Input(file, at);
  kernel.beginInterval(0, restartInterval > 0 ? restartInterval : columns * rows);
  for (let restarts = 0; ; ) {
    switch (kernel.run()) {
      case answers.done:
        return 'ok';
      case answers.wantsInput:
        input.giveMore();
        break;
      case answers.wantsInterval: {
        // Restart markers are numbered 0–7 in turn (§E.2.4).
        const marker = input.passMarker();
        if (marker < 0 || marker === endOfImage) return 'truncated';
        if (marker !== firstRestart + (restarts++ & 7)) return 'corrupt';
        input.begin(restartInterval);
        break;
      }
      case answers.ranOut: {
        // The file was cut off, or its data make no sense.
        const marker = input.passMarker();
        return marker < 0 || marker === endOfImage ? 'truncated' : 'corrupt';
      }
      default:
        return 'corrupt';
    }
  }
}

const inputSize = kernel.inputSize();

/** Hands a file over to the kernel, a piece at a time. */
class Input {
  /** Offset in the file of what the kernel has, and where that ends. */
  private from: number;
  private to: number;
  /** Offset behind the last marker passed. */
  private next: number;

  constructor(
    private readonly file: Uint8Array,
    at: number,
  ) {
    this.from = this.to = this.next = at;
    this.give(at);
  }

  giveMore(): void {
    this.give(this.from + kernel.consumed());
  }

  /** Moves on to the next marker, past it, and answers its code; -1 at the end of the file. */
  passMarker(): number {
    const code = findMarker(this.file, this.from + kernel.consumed());
    if (code < 0) return -1;
    this.next = code + 1;
    return this.file[code]!;
  }

  /** Begins an interval of some MCUs behind the last marker. */
  begin(mcus: number): void {
    if (this.next > this.to) this.give(this.next);
    kernel.beginInterval(this.next - this.from, mcus);
  }

  private give(at: number): void {
    this.from = at;
    this.to = Math.min(at + inputSize, this.file.length);
    copyIn(this.file.subarray(at, this.to), kernel.inputAt());
    kernel.takeInput(this.to - at, this.to === this.file.length ? 1 : 0);
  }
}

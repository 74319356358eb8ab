import type { HashTask } from '../core/ports';

/**
 * Learns what a file costs, in microseconds, as a constant plus so much per byte, for each file-name
 * ending by itself: a PNG's bytes cost other than a JPEG's. Only the size of batches depends on it, so a
 * wrong name or guess costs a little balance and nothing else.
 */
export class CostModel {
  private readonly fits = new Map(Object.entries(priors).map(([ending, [constant, perByte]]) => [ending, new Fit(constant, perByte)]));
  private readonly others = new Fit(...otherPrior);

  /** Microseconds that a file is expected to take. */
  estimate(task: HashTask): number {
    return this.fitOf(task.path).at(task.bytes);
  }

  observe(task: HashTask, micros: number): void {
    this.fitOf(task.path).add(task.bytes, micros);
  }

  private fitOf(path: string): Fit {
    const ending = path.slice(path.lastIndexOf('.') + 1);
    return this.fits.get(ending) ?? this.fits.get(ending.toLowerCase()) ?? this.others;
  }
}

/** First guesses: microseconds per file and per byte. */
const priors: Readonly<Record<string, readonly [constant: number, perByte: number]>> = {
  jpg: [150, 0.006], jpeg: [150, 0.006], jpe: [150, 0.006], jfif: [150, 0.006],
  png: [250, 0.015], apng: [250, 0.015],
  webp: [4000, 0.08], avif: [8000, 0.3], gif: [4000, 0.05], tif: [4000, 0.01], tiff: [4000, 0.01], svg: [5000, 0.1],
};
const otherPrior = [500, 0.01] as const;

/** Share of what was known that one more observation leaves: about the last 200 files count. */
const memory = 0.995;
const least = 20;

/** A file may take as many times what was expected as it likes, it counts for so many: the first ones of a thread take long for other reasons. */
const mostSurprise = 4;

/** Exponentially weighted least squares of cost over bytes. */
class Fit {
  private weight = 0;
  private bytes = 0;
  private micros = 0;
  private bytesBytes = 0;
  private bytesMicros = 0;
  private constant = 0;
  private perByte = 0;

  constructor(constant: number, perByte: number) {
    // The guess counts as two observations, so that the first real ones soon outweigh it.
    for (const size of [20_000, 2_000_000]) this.take(size, constant + perByte * size);
  }

  at(bytes: number): number {
    return Math.max(least, this.constant + this.perByte * bytes);
  }

  add(bytes: number, micros: number): void {
    this.take(bytes, Math.min(micros, mostSurprise * this.at(bytes)));
  }

  private take(bytes: number, micros: number): void {
    this.weight = memory * this.weight + 1;
    this.bytes = memory * this.bytes + bytes;
    this.micros = memory * this.micros + micros;
    this.bytesBytes = memory * this.bytesBytes + bytes * bytes;
    this.bytesMicros = memory * this.bytesMicros + bytes * micros;
    const spread = this.weight * this.bytesBytes - this.bytes * this.bytes;
    const slope = spread > 0 ? (this.weight * this.bytesMicros - this.bytes * this.micros) / spread : 0;
    // Neither part of a cost is negative; where the line says so, the other part takes it all.
    this.perByte = Math.min(Math.max(0, slope), this.bytes > 0 ? this.micros / this.bytes : 0);
    this.constant = Math.max(0, (this.micros - this.perByte * this.bytes) / this.weight);
  }
}

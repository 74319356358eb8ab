/**
 * Random numbers that are the same for the same seed and stream, on every machine: mulberry32 (T. Ettinger, 2017), begun
 * from a mix of both, so that file 1,000,000 of a run can be made without the 999,999 before it.
 */
export class Random {
  private state: number;

  constructor(seed: number, stream: number) {
    this.state = mix(mix(seed | 0) ^ Math.imul(stream + 1, 0x9e3779b1));
  }

  /** 0 ≤ number < 2³². */
  word(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  }

  /** A whole number, 0 ≤ number < count; 0 where count is less than 1. */
  below(count: number): number {
    return count < 1 ? 0 : Math.floor((this.word() / 2 ** 32) * count);
  }

  /** A whole number, least ≤ number ≤ most. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  chance(probability: number): boolean {
    return this.word() < probability * 2 ** 32;
  }

  pick<T>(choices: readonly [T, ...T[]]): T {
    return choices[this.below(choices.length)] ?? choices[0];
  }

  bytes(count: number): Uint8Array {
    const out = new Uint8Array(count);
    for (let i = 0; i < count; i++) out[i] = this.word();
    return out;
  }
}

/** The finisher of MurmurHash3 (A. Appleby): every bit of its input moves every bit of its output. */
function mix(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

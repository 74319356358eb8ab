import type { Decoded } from '../grid';
import type { Decoder, Decoders } from './judge';
import type { Family } from './seeds';

interface Known {
  readonly family: 'jpeg' | 'png';
  readonly bytes: Uint8Array;
  readonly result: string;
}

/**
 * Watches that decoders stay as they were. They keep tables and memory from file to file: what a damaged file leaves in those
 * must never show in another, nor may a result depend on what came before.
 */
export class Steady {
  private readonly known: Known[] = [];

  constructor(private readonly decoders: Decoders) {}

  /** Decodes a file now, to be compared with whenever {@link changed} is asked. */
  remember({ family, bytes }: { readonly family: Family; readonly bytes: Uint8Array }): void {
    if (family !== 'other') this.known.push({ family, bytes, result: this.describe(family, bytes) });
  }

  get count(): number {
    return this.known.length;
  }

  /** Forgets all but the first `count` files. */
  forget(count: number): void {
    this.known.length = count;
  }

  /** What a remembered file gives now that it didn't give then; null when all is as it was. */
  changed(): string | null {
    for (const { family, bytes, result } of this.known) {
      const now = this.describe(family, bytes);
      if (now !== result) return `a ${family} file of ${bytes.length} bytes gave ${result}, and now ${now}`;
    }
    return null;
  }

  private describe(family: 'jpeg' | 'png', bytes: Uint8Array): string {
    return this.decoders[family].map((decoder) => describe(decoder, bytes)).join('; ');
  }
}

function describe(decoder: Decoder, bytes: Uint8Array): string {
  let result: Decoded | 'hand-on';
  try {
    result = decoder(bytes);
  } catch (thrown) {
    return String(thrown);
  }
  if (result === 'hand-on') return result;
  if (!result.ok) return result.failure.reason;
  const { width, height, luma, orientation, pixels } = result.grid;
  return `${width} × ${height}, ${orientation}, ${String(pixels)}: ${Buffer.from(luma.subarray(0, width * height)).toString('base64')}`;
}

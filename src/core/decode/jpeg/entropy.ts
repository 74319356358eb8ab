import { findMarker } from './markers';

/** Bytes of entropy-coded data unstuffed at a time: small enough to stay in a core's second cache. */
const chunk = 1 << 16;
/**
 * No MCU is longer: 10 blocks (ITU-T T.81 §B.2.3) of a DC symbol and 63 AC symbols, each at most a 16-bit
 * code and 15 more bits (§F.1.2).
 */
const mcuBytes = Math.ceil((10 * 64 * 31) / 8);
/** Bits beyond the end that are read as zeros: an encoder or a copy that lost its last bits. */
const forgivenBits = 16;

const bytes = new Uint8Array(chunk + mcuBytes + 16);
const words = new DataView(bytes.buffer);

type SegmentEnd = 'none' | 'marker' | 'end-of-file';

/**
 * Reads entropy-coded segments out of a file: strips the byte stuffing (§B.1.1.5) into a buffer that is
 * read by bit position, with no more checks than one per MCU.
 */
export class EntropyReader {
  /** The unstuffed bytes. One buffer for the thread: one reader is in use at a time. */
  readonly data = words;
  /** A bit position up to which a whole MCU may be read; beyond it, ask `refill`. */
  limit = 0;
  /** What ended the segment, once that is known. */
  ended: SegmentEnd = 'none';

  private readonly view: DataView;
  private filled = 0;

  /** @param at Offset of the first byte of the segment; moves on as it is read. */
  constructor(
    private readonly file: Uint8Array,
    public at: number,
  ) {
    this.view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  }

  /** Starts a segment at `at`: bit position 0. */
  begin(): void {
    this.filled = 0;
    this.ended = 'none';
    this.fill();
  }

  /**
   * Makes room and reads on. Answers where the bit position now lies, or -1 when it is past the end of the
   * segment.
   */
  refill(position: number): number {
    if (this.ended !== 'none') return -1;
    const done = position >>> 3;
    bytes.copyWithin(0, done, this.filled);
    this.filled -= done;
    this.fill();
    return position & 7;
  }

  /** Whether what was read up to a bit position was there, but for a few last bits. */
  covers(position: number): boolean {
    return this.ended === 'none' || position <= this.filled * 8 + forgivenBits;
  }

  /** Moves on to the next marker, past it, and answers its code; -1 at the end of the file. */
  passMarker(): number {
    const code = findMarker(this.file, this.at);
    if (code < 0) return -1;
    this.at = code + 1;
    return this.file[code]!;
  }

  private fill(): void {
    const { file, view } = this;
    const wordEnd = file.length - 4;
    let from = this.at;
    let to = this.filled;
    while (to < chunk) {
      while (from <= wordEnd && to < chunk) {
        const word = view.getInt32(from, true);
        // Whether one of the four bytes is 0xFF: a zero byte of the complement.
        if (((~word - 0x01010101) & word & 0x80808080) !== 0) break;
        words.setInt32(to, word, true);
        from += 4;
        to += 4;
      }
      if (to >= chunk) break;
      if (from >= file.length) {
        this.ended = 'end-of-file';
        break;
      }
      const byte = file[from]!;
      if (byte === 0xff) {
        let after = from + 1;
        while (after < file.length && file[after] === 0xff) after++;
        if (after >= file.length) {
          this.ended = 'end-of-file';
          from = after;
          break;
        }
        if (file[after] !== 0) {
          this.ended = 'marker';
          from = after - 1;
          break;
        }
        from = after;
      }
      bytes[to++] = byte;
      from++;
    }
    this.at = from;
    this.filled = to;
    if (this.ended === 'none') {
      this.limit = (to - mcuBytes) * 8;
    } else {
      words.setInt32(to, 0);
      words.setInt32(to + 4, 0);
      this.limit = to * 8 + forgivenBits;
    }
  }
}

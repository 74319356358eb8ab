/** What the chunks of a WebP file say of its size (RFC 9649), before a decoder is asked. */
export interface WebpSize {
  /** Pixels of the canvas, or of the largest frame where one claims more; 0 where nothing is said. */
  readonly width: number;
  readonly height: number;
  readonly frames: number;
}

export function webpSize(bytes: Uint8Array): WebpSize {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const little24 = (at: number): number => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  let [width, height, frames] = [0, 0, 0];
  const claim = (across: number, down: number): void => {
    width = Math.max(width, across);
    height = Math.max(height, down);
  };
  // §2.3: a name, a length, and a byte more where that is odd.
  for (let at = 12, next: number; at + 18 <= bytes.length; at = next) {
    const length = view.getUint32(at + 4, true);
    next = at + 8 + length + (length & 1);
    const body = at + 8;
    switch (view.getUint32(at)) {
      case names.extended:
        claim(little24(body + 4) + 1, little24(body + 7) + 1);
        break;
      case names.frame:
        frames++;
        if (body + 12 <= bytes.length) claim(little24(body + 6) + 1, little24(body + 9) + 1);
        break;
      case names.lossless: {
        const sides = view.getUint32(body + 1, true);
        claim((sides & 0x3fff) + 1, ((sides >>> 14) & 0x3fff) + 1);
        break;
      }
      case names.lossy:
        claim(view.getUint16(body + 6, true) & 0x3fff, view.getUint16(body + 8, true) & 0x3fff);
    }
  }
  return { width, height, frames };
}

/** `VP8X`, `ANMF`, `VP8L` and `VP8 ` */
const names = { extended: 0x56503858, frame: 0x414e4d46, lossless: 0x5650384c, lossy: 0x56503820 } as const;

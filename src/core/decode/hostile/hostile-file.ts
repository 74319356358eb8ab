/** A file made to do harm. */
export interface HostileFile {
  /** Its name, which says what is wrong with it. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export function text(latin1: string): Uint8Array {
  return new Uint8Array(Buffer.from(latin1, 'latin1'));
}

export function big16(value: number): Uint8Array {
  return Uint8Array.of(value >> 8, value);
}

export function big32(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}

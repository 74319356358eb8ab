/** 64 bits in unsigned halves, never both 0: those stand for a number that is not known. */
export type ContentNumber = readonly [low: number, high: number];

/** Reads the number that a kernel left at a place. */
export function contentNumber(memory: WebAssembly.Memory, at: number): ContentNumber {
  const [low = 0, high = 0] = new Uint32Array(memory.buffer, at, 2);
  return low === 0 && high === 0 ? [1, 0] : [low, high];
}

import type { Metadata, Sharp as Image } from 'sharp';
import type { ImageFormat } from '../../shared/files';
import type { DecodeFailure } from './grid';
import { mostForOne, withMemory } from './memory-budget';
import { memoryNeed, needToOpen, type Work } from './memory-need';
import { pixelLimit } from './openable';
import type { Sharp } from './sharp';

export interface Opening extends Work {
  readonly format: ImageFormat;
  /** Whether what is damaged is an error, or shown as far as it goes. */
  readonly strict: boolean;
  /** Bytes that the result takes until it is written, by what the image turned out to be. */
  readonly output?: (said: Metadata) => number;
}

/** No picture takes so long; one that does is a trap. Less than what stops a whole thread. */
const seconds = 45;

/**
 * Opens an image with sharp and works on it, once there is as much memory as that takes; answers what the work answers, or why it would
 * take more than is sensible. Rejects with sharp's errors.
 *
 * @param source What `openable` answered.
 */
export async function withImage<T>(
  sharp: Sharp, source: Uint8Array, opening: Opening, work: (image: Image, said: Metadata) => Promise<T>,
): Promise<T | DecodeFailure> {
  const { format, strict, output } = opening;
  const early = needToOpen(source, format, opening);
  if (early > mostForOne()) return tooLarge;
  return withMemory(early, async () => {
    const options = { failOn: strict ? 'error' : 'none', ignoreIcc: strict, limitInputPixels: pixelLimit(format) } as const;
    const image = sharp(source, options).timeout({ seconds });
    const said = await image.metadata();
    const need = memoryNeed(said, source, format, opening) + (output?.(said) ?? 0);
    if (need > mostForOne()) return tooLarge;
    // What was granted already covers it; a second grant might wait for the first for ever.
    return early > 0 ? work(image, said) : withMemory(need, () => work(image, said));
  });
}

const tooLarge: DecodeFailure = { reason: 'too-large', detail: 'The picture would take more memory than is sensible for one.' };

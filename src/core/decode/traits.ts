import type { Metadata } from 'sharp';
import { type FileExtra, fileExtras, type ImageFormat } from '../../shared/files';
import { exifExtras } from './exif-facts';
import type { JpegHeader } from './jpeg/header';
import { estimateQuality } from './jpeg/quality';

/** What a file's headers say of how its picture is kept, and with what: reasons to keep it rather than a copy. Damaged metadata says nothing. */
export interface Traits {
  /** Of a JPEG, as estimated from its quantisation tables, 1–100; 0 where not known. */
  readonly quality: number;
  /** Bits per channel; 0 where not known. */
  readonly depth: number;
  /** Bit set over `fileExtras`. */
  readonly extras: number;
}

export const noTraits: Traits = { quality: 0, depth: 0, extras: 0 };

export function traitsOfJpeg({ precision, lumaSteps, exif, profile }: Omit<JpegHeader, 'manyScans'>): Traits {
  const quality = lumaSteps && estimateQuality(lumaSteps);
  return { quality: quality?.value ?? 0, depth: precision, extras: extrasIn(exif, profile) };
}

/** @param exif An Exif block, or a TIFF file, which may have one. */
export function extrasIn(exif: Uint8Array | null, profile: boolean): number {
  if (!exif && !profile) return 0;
  const found: Readonly<Record<FileExtra, boolean>> = { ...(exif ? exifExtras(exif) : noExif), profile };
  return fileExtras.reduce((set, extra, bit) => (found[extra] ? set | (1 << bit) : set), 0);
}

const noExif = { exif: false, gps: false, date: false };

/** What sharp says of a file, which is all of it but for TIFF: libvips hands over no Exif block of one. */
export function traitsBySharp(said: Metadata, bytes: Uint8Array, format: ImageFormat): Traits {
  const exif = format === 'tiff' ? bytes : (said.exif ?? null);
  return { quality: 0, depth: format === 'svg' ? 0 : (depthBySharp(said) ?? 0), extras: extrasIn(exif, said.icc !== undefined) };
}

/** Bits per channel. Those of a palette's indices say nothing of its colours, which have eight each in all formats that have palettes. */
export function depthBySharp({ bitsPerSample, depth, isPalette }: Metadata): number | null {
  if (isPalette) return 8;
  if (bitsPerSample !== undefined) return bitsPerSample;
  switch (depth) {
    case 'uchar':
    case 'char':
      return 8;
    case 'ushort':
    case 'short':
      return 16;
    case 'uint':
    case 'int':
    case 'float':
      return 32;
    default:
      return null;
  }
}

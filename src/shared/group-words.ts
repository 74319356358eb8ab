import type { ImageFormat } from './files';
import type { GroupKind } from './groups';

/** What the members of a group are, after their number. */
export const kindWords: Readonly<Record<GroupKind, string>> = {
  exact: 'exact copies',
  'same-pixels': 'with the same pixels',
  similar: 'similar pictures',
  'similar-shot': 'similar shots',
};

export const formatNames: Readonly<Record<ImageFormat, string>> = {
  jpeg: 'JPEG',
  png: 'PNG',
  webp: 'WebP',
  avif: 'AVIF',
  gif: 'GIF',
  tiff: 'TIFF',
  svg: 'SVG',
};

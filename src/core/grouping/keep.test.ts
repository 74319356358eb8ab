import { describe, expect, it } from 'vitest';
import { imageFormats, keepReasons, type ImageFormat, type KeepReason } from '../../shared/domain';
import { compareKeepers, keeperReasons, looksLikeCopy, type KeepColumns } from './keep';

interface File {
  readonly width?: number;
  readonly format?: ImageFormat;
  readonly bytes?: number;
  readonly copy?: boolean;
  readonly modified?: number;
  readonly path?: number;
}

function columnsOf(files: readonly File[]): KeepColumns {
  return {
    widths: Uint32Array.from(files, (file) => file.width ?? 100),
    heights: new Uint32Array(files.length).fill(100),
    formats: Uint8Array.from(files, (file) => imageFormats.indexOf(file.format ?? 'jpeg')),
    bytes: Float64Array.from(files, (file) => file.bytes ?? 1000),
    copyName: Uint8Array.from(files, (file) => (file.copy ? 1 : 0)),
    modified: Float64Array.from(files, (file) => file.modified ?? 0),
    pathLengths: Uint32Array.from(files, (file) => file.path ?? 10),
    order: Uint32Array.from(files, (_, i) => i),
  };
}

function judge(...files: readonly File[]): { readonly keeper: number; readonly reasons: readonly KeepReason[] } {
  const columns = columnsOf(files);
  const keeper = files.map((_, i) => i).sort((a, b) => compareKeepers(columns, a, b))[0]!;
  const bits = keeperReasons(columns, keeper, files.keys());
  return { keeper, reasons: keepReasons.filter((_, i) => (bits >> i) & 1) };
}

describe('the file to keep', () => {
  it.each<[KeepReason, File, File]>([
    ['more-pixels', { bytes: 9000, format: 'png' }, { width: 101 }],
    ['lossless', { bytes: 9000 }, { format: 'tiff' }],
    ['more-bytes', { modified: -5 }, { bytes: 1001, copy: true }],
    ['original-name', { copy: true, modified: -5 }, { path: 20 }],
    ['older', { path: 5 }, { modified: -5 }],
    ['shorter-path', {}, { path: 9 }],
  ])('has %s, whatever comes after it', (reason, worse, better) => {
    expect(judge(worse, better)).toEqual({ keeper: 1, reasons: [reason] });
  });

  it('is the first by order when nothing tells them apart', () => {
    expect(judge({}, {})).toEqual({ keeper: 0, reasons: ['tie'] });
  });

  it('is explained by what sets it off from each of the others, strongest first', () => {
    expect(judge({}, { path: 9 }, { width: 50 }, { copy: true })).toEqual({
      keeper: 1,
      reasons: ['more-pixels', 'original-name', 'shorter-path'],
    });
  });

  it('gets no reason when it stands for better ones', () => {
    expect(keeperReasons(columnsOf([{}, { width: 200 }]), 0, [0, 1])).toBe(0);
  });
});

describe('names of copies', () => {
  it.each([
    'photo (1).jpg', 'photo(12).jpeg', 'photo copy.jpg', 'photo copy 2.png', 'photo - Copy.jpg', 'photo - Copy (2).png', 'photo_copy.jpg',
    'photo (copy).jpg', 'photo (another copy).jpg', 'photo (3rd copy).jpg', 'Copy of photo.jpg', 'Copy (2) of photo.jpg', 'Kopie von photo.jpg',
    'Foto - Kopie.jpg', 'Foto Kopie 3.jpg', 'photo - Copie.jpg', 'Copie de photo.jpg', 'foto - copia (2).jpg', 'Copia de foto.jpg',
    'Cópia de foto.jpg', 'foto — копия.jpg', 'Kopia pliku foto.jpg', '写真のコピー.jpg', '照片 - 副本.jpg', '照片副本 2.jpg', 'IMG_2210 (1)',
  ])('%s', (name) => expect(looksLikeCopy(name)).toBe(true));

  it.each([
    'photo.jpg', 'Rome (2019).jpg', 'IMG_2210.jpg', 'IMG_2210-2.jpg', 'copy.jpg', 'photocopy.jpg', 'Copyright.png', 'copycat in hat.jpg',
    'Kopenhagen.jpg', '(1).jpg.txt', '',
  ])('not: %s', (name) => expect(looksLikeCopy(name)).toBe(false));
});

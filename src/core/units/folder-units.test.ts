import { describe, expect, it } from 'vitest';
import { FolderUnits } from './folder-units';

function companions(names: readonly string[], of: string): readonly string[] {
  return new FolderUnits(names).companionsOf(of).map(({ name, kind }) => `${kind} ${name}`);
}

describe('what belongs to a picture', () => {
  it.each([
    ['IMG_1.JPG', 'IMG_1.CR2', 'raw'],
    ['IMG_1.jpg', 'img_1.MOV', 'movie'],
    ['IMG_1.HEIC', 'IMG_1.aae', 'sidecar'],
    ['IMG_1.jpg', 'IMG_1.jpg.xmp', 'sidecar'],
    ['IMG_1.jpg', 'IMG_1.xmp', 'sidecar'],
    ['PXL_2.MP.jpg', 'PXL_2.MP', 'movie'],
    ['PXL_2.jpg', 'PXL_2.mv', 'movie'],
    ['IMG_1.jpg', 'IMG_1.jpg.json', 'sidecar'],
    ['IMG_1.jpg', 'IMG_1.jpg.supplemental-metadata.json', 'sidecar'],
    ['IMG_1.jpg', 'IMG_1.jpg.supplem.json', 'sidecar'],
    ['IMG_1(2).jpg', 'IMG_1.jpg(2).json', 'sidecar'],
    ['IMG_1(2).jpg', 'IMG_1.jpg.supplemental-metadata(2).json', 'sidecar'],
    ['cafe\u0301.jpg', 'caf\u00e9.dng', 'raw'],
  ])('%s: %s', (picture, name, kind) => {
    expect(companions([picture, name, 'other.jpg'], picture)).toEqual([`${kind} ${name}`]);
    expect(companions([picture, name, 'other.jpg'], 'other.jpg')).toEqual([]);
  });

  it.each([
    ['atlas.png', 'atlas.json'], ['IMG_1.jpg', 'IMG_10.CR2'], ['IMG_1.jpg', 'IMG_1.jpg.notes.json'], ['IMG_1.jpg', 'IMG_1.txt'], ['IMG_1.jpg', 'IMG_1(1).CR2'],
    ['IMG_1.CR2', 'IMG_1.xmp'],
  ])('not to %s: %s', (picture, name) => expect(companions([picture, name], picture)).toEqual([]));

  it('has what belongs to its RAW file with it', () => {
    expect(companions(['a.jpg', 'a.nef', 'a.nef.xmp', 'a.mov'], 'a.jpg')).toEqual(['raw a.nef', 'movie a.mov', 'sidecar a.nef.xmp']);
    expect(new FolderUnits(['a.jpg', 'a.nef', 'a.xmp']).kindsOf('a.jpg')).toBe(0b101);
  });

  it('is its own only where no other picture has it too', () => {
    const units = new FolderUnits(['a.jpg', 'a.HEIC', 'a.dng', 'a.dng.xmp', 'a.jpg.xmp', 'b.jpg', 'b.mov']);
    const own = (name: string): readonly string[] => units.ownCompanionsOf(name).map((companion) => companion.name);
    expect([own('a.jpg'), own('b.jpg')]).toEqual([['a.jpg.xmp'], ['b.mov']]);
    expect(units.companionsOf('a.jpg')).toHaveLength(3);
  });
});

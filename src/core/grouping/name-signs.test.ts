import { describe, expect, it } from 'vitest';
import { looksEdited, looksLikeCopy, nameSigns, signsOfName } from './name-signs';

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

describe('names of edited pictures', () => {
  it.each([
    'IMG_E1234.JPG', 'photo-edited.jpg', 'photo_edited.png', 'photo edited.jpg', 'photo (edited).jpg', 'photo-Edit.tif', 'photo-Edit-2.tif',
    'IMG_20210312_140509_edited_1615557909123.jpg', 'photo-bearbeitet.jpg', 'photo-modifié.jpg', 'photo-edited(1).jpg', 'photo-edited (2).jpg',
    'photo_cropped.jpg', 'photo-captioned.png', 'photo.edited.jpg',
  ])('%s', (name) => expect(looksEdited(name)).toBe(true));

  it.each(['IMG_1234.JPG', 'edited.jpg', 'edition-2.jpg', 'credit.jpg', 'photo-credited.jpg', 'IMG_E12345.JPG', 'crop circle.jpg', 'Reedit 3.jpg', ''])(
    'not: %s',
    (name) => expect(looksEdited(name)).toBe(false),
  );
});

it('can be both', () => {
  expect(signsOfName('photo-edited (1).jpg')).toBe(nameSigns.copy | nameSigns.edited);
  expect(signsOfName('photo.jpg')).toBe(0);
});

/** What a file's name can say of where it comes from. In the order of their bits in columns: append only. */
export const nameSigns = { copy: 1, edited: 2 } as const;

/** Names that programs give to copies; tried on the name without its extension. */
const copyMarks: readonly RegExp[] = [
  // Browsers and file managers: "photo (1)", "photo(2)". A year, "Rome (2019)", is no count.
  /[^\s(]\s?\(\d{1,3}\)$/u,
  // macOS, Windows, GNOME, KDE: "photo copy", "photo copy 2", "photo - Copy (3)", "photo (copy)", "photo (another copy)".
  /[\s_-]\(?(?:another |\d+(?:st|nd|rd|th) )?(?:copy|kopie|kopia|kopi|copie|copia|cópia|kópia|másolat|копия|копія|副本|コピー|のコピー|복사본)(?: ?\d{1,3})?\)?(?: ?\(\d{1,3}\))?$/iu,
  // East Asian systems join it without a blank: "写真のコピー", "照片副本".
  /(?:のコピー|副本|복사본)(?: ?\d{1,3})?$/u,
  // Windows of old, and today's in many languages: "Copy of photo", "Copy (2) of photo", "Kopie von photo".
  /^(?:copy(?: \(\d{1,3}\))? of|kopie (?:von|van)|kopia(?: pliku| av)?|kopi (?:af|av)|copie de|copia (?:di|de)|cópia de|копия)\s+\S/iu,
];

/** Names that programs give to what was edited; tried likewise, without the marks of copies. */
const editMarks: readonly RegExp[] = [
  // Apple: the edited rendering of IMG_1234 is IMG_E1234.
  /^IMG_E\d{4}(?!\d)/u,
  // Lightroom "photo-Edit", "photo-Edit-2"; Google "photo-edited", in its languages; Android "photo_edited_1612345678901"; "photo (edited)".
  /[\s_.-]\(?(?:edit|edited|editado|editada|modifié|modifiée|bearbeitet|modificato|modificata|bewerkt|edytowane|redigerad|redigeret|redigert|muokattu|upraveno|изменено|已修改|編集済み|수정됨)\)?(?:[\s_-]?\(?\d{1,13}\)?)?$/iu,
  // Names that people and web tools give by hand.
  /[\s_.-]\(?(?:cropped|crop|retouched|captioned|resized|compressed|filtered|enhanced|upscaled)\)?$/iu,
];

/** The signs of a file name (not a path), as a set of the bits of {@link nameSigns}. */
export function signsOfName(name: string): number {
  return (looksLikeCopy(name) ? nameSigns.copy : 0) | (looksEdited(name) ? nameSigns.edited : 0);
}

/** Whether a name looks as if a program had made it up for a copy. */
export function looksLikeCopy(name: string): boolean {
  const stem = stemOf(name);
  return copyMarks.some((mark) => mark.test(stem));
}

/** Whether a name looks as if given to a picture that was worked on. */
export function looksEdited(name: string): boolean {
  const stem = stemOf(name).replace(/\s?\(\d{1,3}\)$/u, '');
  return editMarks.some((mark) => mark.test(stem));
}

function stemOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return (dot > 0 ? name.slice(0, dot) : name).normalize('NFC').trimEnd();
}

/** Files and folders, as every part of Lookalike speaks of them. All of it is plain, readonly data. */

/** Names a file of the current library. Opaque: it holds no path, and means nothing to another library. */
export type FileId = string;
/** Names a folder that the person chose. Opaque; the engine alone knows the path behind it. */
export type FolderId = string;

/** In the order of their codes in binary records: append only. */
export const imageFormats = ['jpeg', 'png', 'webp', 'avif', 'gif', 'tiff', 'svg'] as const;
export type ImageFormat = (typeof imageFormats)[number];

export interface FolderRef {
  readonly id: FolderId;
  /** The last part of the path. */
  readonly name: string;
  /** For showing only; no command takes it back. */
  readonly path: string;
}

export interface ImageFile {
  readonly id: FileId;
  readonly name: string;
  /** Absolute path, for showing only; no command takes it back. */
  readonly path: string;
  readonly bytes: number;
  /** Pixels, as shown: after EXIF orientation. */
  readonly width: number;
  readonly height: number;
  readonly format: ImageFormat;
  /** Last change, milliseconds since 1970 (UTC). */
  readonly modified: number;
}

/** As cameras store it: 1 is upright, 2–8 say how to turn or mirror the stored pixels (CIPA DC-008 §4.6.5.1.6). */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

export interface JpegQuality {
  /** On the scale of the Independent JPEG Group's library, 1–100. */
  readonly value: number;
  /** How far off the value may be; 0 where the file's table is exactly that library's. */
  readonly error: number;
}

/** What a file says about itself and its picture, read anew from the disk. Null: it does not say, or its format can't. */
export interface FileFacts {
  /** Milliseconds since 1970 (UTC); null where the file system keeps no such date. */
  readonly created: number | null;
  readonly modified: number;
  /** Bits per colour channel. */
  readonly bitDepth: number | null;
  /** Name of the embedded colour profile. */
  readonly profile: string | null;
  /** Estimated; null for other formats than JPEG, and for quantisation tables of another make. */
  readonly quality: JpegQuality | null;
  readonly orientation: Orientation;
  /** When the picture was taken, as `YYYY-MM-DDThh:mm:ss` on the camera's clock, with its offset from UTC where it says so. */
  readonly taken: string | null;
  readonly camera: string | null;
  /** Where it was taken. */
  readonly place: GeoPlace | null;
}

/** What a file has beside its picture: an Exif block, a place and a date in it, a colour profile. In the order of their bits: append only. */
export const fileExtras = ['exif', 'gps', 'profile', 'date'] as const;
export type FileExtra = (typeof fileExtras)[number];

export interface GeoPlace {
  /** Degrees, north positive, −90 … 90. */
  readonly latitude: number;
  /** Degrees, east positive, −180 … 180. */
  readonly longitude: number;
}

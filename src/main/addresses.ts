import { join, sep } from 'node:path';
import { isPreviewSize, type PreviewSize } from '../shared/contract';
import type { ownOrigin, standInOrigin } from '../shared/electron-ipc';

/** Where the window's page and pictures come from. */
export interface Site {
  /** Scheme and host under which this process serves both. */
  readonly served: typeof ownOrigin | typeof standInOrigin;
  /** The development server, which serves the page instead; null otherwise. */
  readonly development: string | null;
}

/** The page that the window shows. */
export function pageUrl({ served, development }: Site): string {
  return development ?? `${served}/index.html`;
}

const previewFolder = '/preview/';

/** What a request to our origin asks for. */
export type Address =
  | { readonly kind: 'asset'; readonly file: string }
  | { readonly kind: 'preview'; readonly size: PreviewSize; readonly file: string }
  | { readonly kind: 'nothing' };

/**
 * Reads a URL of our origin. Assets are files below the renderer's folder and previews are opaque ids of the
 * current library: no URL names any other file, however it is written.
 *
 * @param served the origin
 * @param folder absolute path of the built renderer
 */
export function readAddress(url: string, served: Site['served'], folder: string): Address {
  if (!URL.canParse(url)) return { kind: 'nothing' };
  const parts = new URL(url);
  const path = decode(parts.pathname);
  if (originOf(parts) !== served || path === null) return { kind: 'nothing' };
  if (!path.startsWith(previewFolder)) return assetAddress(path, folder);
  const [size, file, ...more] = path.slice(previewFolder.length).split('/');
  if (more.length > 0 || size === undefined || !isPreviewSize(size)) return { kind: 'nothing' };
  return file === undefined || file === '' || file.length > 128 ? { kind: 'nothing' } : { kind: 'preview', size, file };
}

function assetAddress(path: string, folder: string): Address {
  // Backslashes and colons separate on Windows; `..` may have been percent-encoded past the URL parser.
  if (/[\\:\0]|\/$/.test(path)) return { kind: 'nothing' };
  const file = join(folder, path);
  return file.startsWith(folder + sep) ? { kind: 'asset', file } : { kind: 'nothing' };
}

function decode(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}

/** Whether a URL is of the site that our page is on. */
export function isAppPage(url: string, site: Site): boolean {
  return URL.canParse(url) && originOf(new URL(url)) === originOf(new URL(pageUrl(site)));
}

/** A scheme of our own has no `origin` in Node's URL. */
function originOf({ protocol, host }: URL): string {
  return `${protocol}//${host}`;
}

import { join, sep } from 'node:path';
import type { PreviewSize } from '../shared/contract';
import { appHost, previewHost, scheme } from '../shared/electron-ipc';

/** The page that the window shows. */
export const appUrl = `${scheme}://${appHost}/index.html`;

/** What a request to our scheme asks for. */
export type Address =
  | { readonly kind: 'asset'; readonly file: string }
  | { readonly kind: 'preview'; readonly size: PreviewSize; readonly file: string }
  | { readonly kind: 'nothing' };

/**
 * Reads a `lookalike:` URL. Assets are files below the renderer's folder and previews are opaque ids of the
 * current library: no URL names any other file, however it is written.
 *
 * @param folder absolute path of the built renderer
 */
export function readAddress(url: string, folder: string): Address {
  if (!URL.canParse(url)) return { kind: 'nothing' };
  const { protocol, host, pathname } = new URL(url);
  if (protocol !== `${scheme}:`) return { kind: 'nothing' };
  const path = decode(pathname);
  if (path === null) return { kind: 'nothing' };
  if (host === appHost) return assetAddress(path, folder);
  const [size, file, ...more] = path.slice(1).split('/');
  if (host !== previewHost || more.length > 0 || (size !== 'thumb' && size !== 'large')) return { kind: 'nothing' };
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

/**
 * Whether a URL is our page: our scheme's app host, or the development server's origin where there is one.
 *
 * @param development the development server's URL; null otherwise
 */
export function isAppPage(url: string, development: string | null): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, origin } = new URL(url);
  if (development !== null) return origin === new URL(development).origin;
  // A scheme of our own has no origin in Node's URL, so its parts are compared.
  return protocol === `${scheme}:` && host === appHost;
}

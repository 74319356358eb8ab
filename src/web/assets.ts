import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, relative, sep } from 'node:path';

/** The window's own files, by URL path. */
export type Assets = ReadonlyMap<string, Asset>;

interface Asset {
  readonly bytes: Buffer;
  readonly type: string;
  readonly etag: string;
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/**
 * Reads the built renderer into memory (a megabyte or two). What a request names is only ever looked up
 * among these, so no path leads out of the folder, and a rebuild does not pull files from under an open page.
 * Rejects when the folder has no `index.html`.
 */
export async function loadAssets(folder: string): Promise<Assets> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const assets = new Map<string, Asset>();
  for (const entry of entries) {
    const type = types[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`;
    assets.set(`/${relative(folder, path).split(sep).join('/')}`, { bytes, type, etag });
  }
  const index = assets.get('/index.html');
  if (index === undefined) throw new Error(`there is no index.html in ${folder}`);
  return assets.set('/', index);
}

/** Answers false when there is no such file. */
export function sendAsset(assets: Assets, pathname: string, request: IncomingMessage, response: ServerResponse): boolean {
  const asset = assets.get(pathname);
  if (asset === undefined) return false;
  response.setHeader('Cache-Control', 'private, no-cache');
  response.setHeader('ETag', asset.etag);
  if (request.headers['if-none-match'] === asset.etag) {
    response.writeHead(304).end();
    return true;
  }
  response.writeHead(200, { 'Content-Type': asset.type, 'Content-Length': asset.bytes.byteLength });
  response.end(request.method === 'HEAD' ? undefined : asset.bytes);
  return true;
}

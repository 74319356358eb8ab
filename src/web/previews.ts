import type { ServerResponse } from 'node:http';
import type { Engine } from '../core/engine';
import { isPreviewSize, type PreviewSize } from '../shared/contract';
import { explain, type AppError } from '../shared/errors';
import { sendText } from './pages';
import type { Turns } from './turns';

interface PreviewRequest {
  readonly file: string;
  readonly size: PreviewSize;
}

const route = /^\/preview\/([a-z]{1,16})\/([^/]{1,384})$/;
/** As long as the contract lets an id be. */
const maxIdLength = 128;

/** What a URL path asks for; null where it is not the path of a preview. */
export function previewRequest(pathname: string): PreviewRequest | null {
  const [, size, encoded] = route.exec(pathname) ?? [];
  if (size === undefined || !isPreviewSize(size) || encoded === undefined) return null;
  const file = decoded(encoded);
  return file === null || file.length > maxIdLength ? null : { file, size };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** The id is looked up by the engine among the files of the current library; it is never taken for a path. */
export async function sendPreview(engine: Engine, turns: Turns, { file, size }: PreviewRequest, response: ServerResponse): Promise<void> {
  // A browser hangs up on a picture that was scrolled away.
  const abort = new AbortController();
  response.once('close', () => abort.abort());
  const preview = await turns.take(abort.signal, () => engine.preview(file, size, abort.signal));
  if (response.destroyed) return;
  if (preview === null) {
    response.setHeader('Retry-After', 1);
    sendText(response, 429, 'Too many pictures are asked for at once.');
    return;
  }
  if (!preview.ok) {
    sendText(response, statusOf(preview.error), explain(preview.error).what);
    return;
  }
  const { bytes, mime } = preview.value;
  response.writeHead(200, {
    'Content-Type': mime,
    'Content-Length': bytes.byteLength,
    // An id is never given to another file, but its file may change on disk.
    'Cache-Control': 'private, max-age=600',
  });
  response.end(bytes);
}

function statusOf(error: AppError): number {
  if (error.kind === 'not-found') return 404;
  return error.kind === 'cannot-preview' ? 422 : 500;
}

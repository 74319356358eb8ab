import type { IncomingMessage } from 'node:http';

/** More than any form of ours sends. */
const longestBody = 8 * 1024;

/** The fields of a form that was sent; null for anything else, and for what is too long. Rejects when the sender hangs up. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams | null> {
  const [type] = (request.headers['content-type'] ?? '').split(';');
  if (type?.trim().toLowerCase() !== 'application/x-www-form-urlencoded') return null;
  const chunks: Buffer[] = [];
  let bytes = 0;
  // The connection has to stay, for the answer.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > longestBody) return null;
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}

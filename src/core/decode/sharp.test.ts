import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { decode } from './decode';
import { loadSharp } from './sharp';

const formats = ['jpeg', 'png', 'webp', 'avif', 'gif', 'tiff'] as const;

async function firstCell(bytes: Uint8Array): Promise<number> {
  const result = await decode(bytes);
  if (!result.ok) throw new Error(result.failure.detail);
  return result.grid.luma[0]!;
}

// Vitest gives each test file a process of its own, so that nothing has loaded sharp before; no import here may.
it.runIf(process.platform === 'linux')('keeps native libvips out of Electron on Linux, and reads every format without it', async () => {
  Object.defineProperty(process, 'versions', { value: { ...process.versions, electron: '33.0.0' } });
  const sharp = await loadSharp();
  const image = sharp({ create: { width: 90, height: 70, channels: 3, background: '#808080' } });
  for (const format of formats) {
    // Small and interlaced, so that JPEG and PNG come this way too.
    const options = format === 'png' ? { progressive: true } : {};
    const cell = await firstCell(await image.clone().toFormat(format, options).toBuffer());
    expect(Math.abs(cell - 128), format).toBeLessThanOrEqual(2);
  }
  const drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="70"><rect width="90" height="70" fill="#808080"/></svg>';
  expect(await firstCell(Buffer.from(drawing))).toBe(128);
  // The WebAssembly build's SVG renderer would read local files; the document is sealed before it sees them.
  const folder = mkdtempSync(join(tmpdir(), 'lookalike-sharp-'));
  const secret = join(folder, 'black.png');
  await sharp({ create: { width: 90, height: 70, channels: 3, background: '#000000' } }).png().toFile(secret);
  const outside = drawing.replace('</svg>', `<image width="90" height="70" href="${secret}"/></svg>`);
  expect(await firstCell(Buffer.from(outside))).toBe(128);
  rmSync(folder, { recursive: true });
  // What an image would take is known before sharp makes room for it.
  const webp = await image.clone().webp({ lossless: true }).toBuffer();
  // VP8L: 14 bits each of width − 1 and height − 1 after the signature byte; 16,000 each.
  webp.writeUInt32LE(((webp.readUInt32LE(21) & 0xf0000000) | 15999 | (15999 << 14)) >>> 0, 21);
  expect(await decode(webp)).toMatchObject({ failure: { reason: 'too-large' } });
  expect(readFileSync('/proc/self/maps', 'latin1')).not.toMatch(/libvips|sharp-linux/);
});

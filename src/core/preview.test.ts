import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import type { PreviewSize } from '../shared/contract';
import type { ImageFormat } from '../shared/files';
import { picture } from './decode/test-pictures';
import { renderPreview } from './preview';

const folder = mkdtempSync(join(tmpdir(), 'lookalike-preview-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

async function shown(path: string, size: PreviewSize, format: ImageFormat) {
  const result = await renderPreview(path, size, format);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return { mime: result.value.mime, meta: await sharp(result.value.bytes).metadata() };
}

describe('renderPreview', () => {
  it('fits the picture as shown into the size asked for, without its metadata', async () => {
    const path = file('turned.jpg', await picture(1200, 800).withMetadata({ orientation: 6 }).jpeg().toBuffer());
    const thumb = await shown(path, 'thumb', 'jpeg');
    expect(thumb).toMatchObject({ mime: 'image/jpeg', meta: { width: 171, height: 256 } });
    expect(thumb.meta.exif).toBeUndefined();
    expect(thumb.meta.orientation).toBeUndefined();
    expect(await shown(path, 'large', 'jpeg')).toMatchObject({ meta: { width: 800, height: 1200 } });
  });

  it('keeps what shines through', async () => {
    const path = file('clear.png', await sharp({ create: { width: 300, height: 100, channels: 4, background: '#ff000080' } }).png().toBuffer());
    expect(await shown(path, 'thumb', 'png')).toMatchObject({ mime: 'image/webp', meta: { width: 256, hasAlpha: true } });
  });

  it('shows every format', async () => {
    for (const format of ['jpeg', 'png', 'webp', 'avif', 'gif', 'tiff'] as const) {
      const path = file(`any.${format}`, await picture(120, 90).toFormat(format).toBuffer());
      expect(await shown(path, 'thumb', format)).toMatchObject({ meta: { width: 120, height: 90 } });
    }
    const drawing = file('any.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="5"><rect width="5" height="5"/></svg>'));
    expect(await shown(drawing, 'thumb', 'svg')).toMatchObject({ mime: 'image/webp', meta: { width: 256, height: 128 } });
  });

  it('gives the file itself in full size, where every browser shows it as it is', async () => {
    for (const format of ['jpeg', 'png', 'webp', 'avif'] as const) {
      const bytes = await picture(120, 90).toFormat(format).toBuffer();
      const result = await renderPreview(file(`whole.${format}`, bytes), 'full', format);
      expect(result).toEqual({ ok: true, value: { mime: `image/${format}`, bytes } });
    }
  });

  it('draws in full size what a browser might show otherwise, or run', async () => {
    const tiff = file('large.tiff', await picture(2500, 900).tiff().toBuffer());
    expect(await shown(tiff, 'full', 'tiff')).toMatchObject({ mime: 'image/jpeg', meta: { width: 2500, height: 900 } });
    const cmyk = file('cmyk.jpg', await picture(40, 30).toColourspace('cmyk').jpeg().toBuffer());
    expect(await shown(cmyk, 'full', 'jpeg')).toMatchObject({ mime: 'image/jpeg', meta: { space: 'srgb' } });
    const turned = file('turned.webp', await picture(40, 30).withMetadata({ orientation: 6 }).webp().toBuffer());
    expect(await shown(turned, 'full', 'webp')).toMatchObject({ mime: 'image/jpeg', meta: { width: 30, height: 40 } });
    const frames = await sharp([await picture(40, 30, 1).png().toBuffer(), await picture(40, 30, 2).png().toBuffer()], { join: { animated: true } }).webp().toBuffer();
    expect(await shown(file('moving.webp', frames), 'full', 'webp')).toMatchObject({ mime: 'image/jpeg', meta: { width: 40, height: 30 } });
    const drawing = file('script.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="5"><script>alert(1)</script></svg>'));
    expect(await shown(drawing, 'full', 'svg')).toMatchObject({ mime: 'image/webp' });
  });

  it('says why there is none', async () => {
    const note = file('note.jpg', Buffer.from('no picture'));
    const broken = file('broken.webp', (await picture(50, 50).webp().toBuffer()).subarray(0, 100));
    const path = file('other.jpg', await picture(50, 50).png().toBuffer());
    expect(await renderPreview(join(folder, 'gone'), 'thumb', 'jpeg')).toMatchObject({ ok: false, error: { kind: 'cannot-preview', detail: 'the file can’t be read (ENOENT)' } });
    expect(await renderPreview(folder, 'thumb', 'jpeg')).toMatchObject({ ok: false, error: { kind: 'cannot-preview' } });
    expect(await renderPreview(note, 'thumb', 'jpeg')).toMatchObject({ ok: false, error: { kind: 'cannot-preview' } });
    expect(await renderPreview(broken, 'thumb', 'webp')).toMatchObject({ ok: false, error: { kind: 'cannot-preview', detail: 'the file ends before its picture does' } });
    expect(await renderPreview(path, 'thumb', 'jpeg')).toMatchObject({ ok: false, error: { kind: 'cannot-preview' } });
  });
});

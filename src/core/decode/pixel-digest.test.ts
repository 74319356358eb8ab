import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { digestPixels } from './pixel-digest';
import { fixture } from './jpeg/fixtures';
import { picture } from './test-pictures';

async function digestOf(file: Sharp | Buffer): Promise<string | null> {
  const digest = await digestPixels(Buffer.isBuffer(file) ? file : await file.toBuffer());
  return digest && Buffer.from(digest).toString('hex');
}

/** The pixels of a picture, changed. */
async function changed(image: Sharp, change: (samples: Buffer) => void): Promise<Sharp> {
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  change(data);
  return sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
}

async function expectAlike(...files: readonly (Sharp | Buffer)[]): Promise<void> {
  const digests = await Promise.all(files.map(digestOf));
  expect(digests[0]).toMatch(/^[0-9a-f]{64}$/);
  expect(digests).toEqual(files.map(() => digests[0]));
}

async function expectAllDifferent(...files: readonly (Sharp | Buffer)[]): Promise<void> {
  const digests = await Promise.all(files.map(digestOf));
  expect(digests).not.toContain(null);
  expect(new Set(digests).size).toBe(files.length);
}

const draw = (): Sharp => picture(173, 131);
/** Half of it opaque, half more and less so, with some that is not seen at all. */
const veiled = async (): Promise<Sharp> =>
  changed(draw().ensureAlpha(), (samples) => {
    for (let i = 3; i < samples.length / 2; i += 4) samples[i] = (i >> 2) % 256;
  });

describe('digestPixels', () => {
  it('is the same for a JPEG and what was losslessly made of it', async () => {
    for (const options of [{}, { progressive: true, quality: 40 }, { chromaSubsampling: '4:4:4' }]) {
      const jpeg = await draw().jpeg(options).toBuffer();
      await expectAlike(jpeg, sharp(jpeg).png(), sharp(jpeg).webp({ lossless: true }), sharp(jpeg).keepMetadata().withExif({ IFD0: { Artist: 'x' } }).tiff({ compression: 'lzw' }));
    }
    const grey = fixture('grey');
    await expectAlike(grey, sharp(grey).toColourspace('b-w').png(), sharp(grey).toColourspace('srgb').png());
  });

  it('is the same in every lossless format, with whatever metadata', async () => {
    await expectAlike(
      draw().png(),
      draw().png({ progressive: true, compressionLevel: 1 }),
      draw().withExif({ IFD0: { Artist: 'nobody' } }).withDensity(300).png(),
      draw().withIccProfile('srgb').png(),
      draw().webp({ lossless: true, effort: 0 }),
      draw().tiff({ compression: 'deflate', predictor: 'horizontal' }),
      draw().ensureAlpha().png(),
    );
    const few = await draw().png({ palette: true, colours: 16 }).toBuffer();
    await expectAlike(few, sharp(few).gif({ dither: 0 }), sharp(few).webp({ lossless: true }), sharp(few).png({ palette: false }));
  });

  it('is of the picture as it is shown', async () => {
    for (const [orientation, turn] of [[3, 180], [6, 90], [8, 270]] as const) {
      const really = draw().rotate(turn).png();
      await expectAlike(really, draw().withMetadata({ orientation }).png(), draw().withMetadata({ orientation }).webp({ lossless: true }));
    }
    const jpeg = await draw().jpeg().toBuffer();
    await expectAllDifferent(jpeg, await sharp(jpeg).withMetadata({ orientation: 6 }).jpeg().toBuffer(), sharp(jpeg).flop().png());
  });

  it('tells a single level of a single sample', async () => {
    for (const place of [0, 100 * 173 * 3 + 4, 173 * 131 * 3 - 1]) {
      await expectAllDifferent(draw().png(), (await changed(draw(), (samples) => (samples[place]! ^= 1))).png());
    }
  });

  it('tells what shines through from what does not, but not what is unseen', async () => {
    const image = await veiled();
    await expectAllDifferent(draw().png(), image.clone().png(), image.clone().removeAlpha().linear(0.5).png());
    await expectAlike(image.clone().png(), image.clone().webp({ lossless: true }), image.clone().webp({ lossless: true, exact: true }), image.clone().tiff({ compression: 'lzw' }));
    await expectAllDifferent(image.clone().png(), (await changed(image.clone(), (samples) => (samples[7]! ^= 1))).png());
  });

  it('keeps 16 bits where they tell something', async () => {
    const deep = async (low: (high: number, i: number) => number): Promise<Sharp> => {
      const { data, info } = await draw().raw().toBuffer({ resolveWithObject: true });
      const samples = Uint16Array.from(data, (high, i) => (high << 8) | low(high, i));
      return sharp(samples, { raw: { width: info.width, height: info.height, channels: 3 } }).toColourspace('rgb16');
    };
    const padded = (await deep(() => 0)).png();
    const repeated = (await deep((high) => high)).png();
    expect((await sharp(await repeated.toBuffer()).metadata()).depth).toBe('ushort');
    await expectAlike(draw().png(), padded, repeated, (await deep((high) => high)).tiff({ compression: 'lzw' }));
    await expectAllDifferent(draw().png(), (await deep((high, i) => (i === 5 ? high ^ 1 : high))).png(), (await deep((_, i) => i & 255)).png());
  });

  it('tells a picture that means other colours', async () => {
    const bare = (file: Buffer): Sharp => sharp(file, { ignoreIcc: true });
    for (const made of [draw().withIccProfile('p3').png(), draw().withIccProfile('p3').jpeg()]) {
      const wide = await made.toBuffer();
      await expectAllDifferent(wide, bare(wide).png());
      await expectAlike(wide, bare(wide).keepIccProfile().webp({ lossless: true }));
    }
    const usual = await draw().withIccProfile('srgb').jpeg().toBuffer();
    await expectAlike(usual, bare(usual).png());
  });

  it('tells sizes apart that have as many pixels', async () => {
    const flat = (width: number, height: number): Sharp => sharp({ create: { width, height, channels: 3, background: '#123456' } }).png();
    await expectAllDifferent(flat(20, 10), flat(10, 20), flat(200, 1));
  });

  it('does not speak of what it cannot tell', async () => {
    const png = await draw().png().toBuffer();
    const moving = await sharp([await draw().png().toBuffer(), await picture(173, 131, 2).png().toBuffer()], { join: { animated: true } }).webp().toBuffer();
    const files = [
      Buffer.from('no picture'), Buffer.alloc(0), png.subarray(0, 9000), moving,
      await draw().toColourspace('cmyk').jpeg().toBuffer(),
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    ];
    expect(await Promise.all(files.map(digestOf))).toEqual(files.map(() => null));
  });
});

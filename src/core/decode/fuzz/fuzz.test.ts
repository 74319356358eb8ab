import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { decoded, type Decoded } from '../grid';
import { decodeJpeg } from '../jpeg/jpeg';
import { makeCase } from './cases';
import { decoders } from './decoders';
import { fuzz, type Finding } from './fuzzing';
import type { Decoders } from './judge';
import { makeSeeds, type Seed } from './seeds';

let seeds: readonly Seed[];

beforeAll(async () => {
  seeds = await makeSeeds(join(import.meta.dirname, '..', 'fixtures', 'jpeg'));
});

async function run(files: number, tested: Decoders): Promise<{ findings: Finding[]; outcomes: Set<string> }> {
  const findings: Finding[] = [];
  const outcomes = new Set<string>();
  await fuzz({ seed: 3, first: 0, step: 1, end: files }, seeds, tested, {
    begin: () => undefined,
    end: (_number, outcome) => void outcomes.add(outcome),
    found: (finding) => void findings.push(finding),
    pause: () => Promise.resolve(false),
  });
  return { findings, outcomes };
}

describe('the decoders', () => {
  it('answer for any mutated file with a result or a reason, and stay as they were', async () => {
    const { findings, outcomes } = await run(5000, decoders);
    expect(findings).toEqual([]);
    // The mutators get everywhere: past the headers, and not only into refusals.
    for (const family of ['own jpeg', 'own png']) {
      for (const outcome of ['decoded', 'hand-on', 'truncated', 'corrupt']) expect(outcomes).toContain(`${family}: ${outcome}`);
    }
    expect(outcomes).toContain('own other: hand-on');
    for (const family of ['jpeg', 'png', 'other']) expect(outcomes).toContain(`whole ${family}: decoded`);
  });

  it('read every seed, or hand it on', () => {
    const own = seeds.flatMap(({ family, bytes }) => (family === 'other' ? [] : decoders[family].map((decoder) => decoder(bytes))));
    expect(own.length).toBeGreaterThanOrEqual(60);
    expect(own.filter((result) => result !== 'hand-on' && !result.ok)).toEqual([]);
  });
});

describe('a fuzz run', () => {
  it('makes file N of a seed the same, whatever was made before', () => {
    const numbers = [0, 1, 2, 3, 100, 999_999];
    const forwards = numbers.map((number) => makeCase(seeds, 8, number));
    const backwards = numbers.toReversed().map((number) => makeCase(seeds, 8, number));
    expect(backwards.reverse()).toEqual(forwards);
    expect(makeCase(seeds, 9, 0)).not.toEqual(forwards[0]);
  });

  it('finds what throws, lies, or writes to the file', async () => {
    const wrong = (png: (bytes: Uint8Array) => Decoded): Promise<{ findings: Finding[] }> => run(60, { ...decoders, png: [png] });
    const grid = { format: 'png', width: 2, height: 2, luma: new Uint8Array(4), imageWidth: 2, imageHeight: 2, orientation: 1 } as const;
    const first = async (png: (bytes: Uint8Array) => Decoded): Promise<string | undefined> => (await wrong(png)).findings[0]?.what;
    expect(await first(() => decoded({ ...grid, luma: new Uint8Array(3) }))).toMatch(/2 × 2 in 3 bytes/);
    expect(await first(() => decoded({ ...grid, width: 0 }))).toMatch(/a grid of 0/);
    expect(await first(() => ({ ok: false, failure: { reason: 'corrupt', detail: '' } }))).toMatch(/the reason/);
    let calls = 0;
    expect(await first(() => {
      if (calls++ > 40) throw new RangeError('Offset is outside the bounds of the DataView');
      return decoded(grid);
    })).toMatch(/it threw RangeError/);
    expect(await first((bytes) => {
      if (bytes.length > 0) bytes[bytes.length - 1]! ^= 1;
      return decoded(grid);
    })).toMatch(/written to/);
  });

  it('finds a decoder that a file has changed, and says after which files', async () => {
    let damaged = 0;
    const { findings } = await run(300, {
      ...decoders,
      jpeg: [
        (bytes) => {
          const result = decodeJpeg(bytes);
          if (result !== 'hand-on' && !result.ok) damaged++;
          if (result !== 'hand-on' && result.ok && damaged > 20) result.grid.luma[0]! ^= 1;
          return result;
        },
      ],
    });
    expect(findings).toMatchObject([{ since: 0, number: 299, what: expect.stringMatching(/^a jpeg file/) as string }]);
  });
});

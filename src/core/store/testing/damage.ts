import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomFrom } from './random';

const kinds = ['truncated', 'pages overwritten', 'bits flipped', 'zeroed', 'header overwritten', 'emptied', 'gone', 'lengthened'] as const;
export type DamageKind = (typeof kinds)[number];

export interface Damage {
  readonly file: string;
  readonly kind: DamageKind;
}

const page = 4096;

/** Damages some of the files of a folder, the same ones in the same way for the same seed. `without`: what not to do, as “file kind”. */
export function damageFiles(folder: string, files: readonly string[], seed: number, without: readonly string[]): readonly Damage[] {
  const random = randomFrom(seed);
  const there = files.filter((file) => existsSync(join(folder, file)));
  const all = there.flatMap((file) => kinds.map((kind): Damage => ({ file, kind }))).filter(({ file, kind }) => !without.includes(`${file} ${kind}`));
  return Array.from({ length: 1 + random.below(3) }, () => {
    const damage = all[random.below(all.length)]!;
    damageFile(join(folder, damage.file), damage.kind, random.below);
    return damage;
  });
}

function damageFile(path: string, kind: DamageKind, below: (limit: number) => number): void {
  if (!existsSync(path)) return;
  if (kind === 'gone') {
    rmSync(path);
    return;
  }
  const bytes = readFileSync(path);
  const fill = (from: number, length: number): void => {
    for (let at = from; at < Math.min(from + length, bytes.length); at++) bytes[at] = below(256);
  };
  if (bytes.length > 0) {
    if (kind === 'pages overwritten') for (let n = 1 + below(4); n > 0; n--) fill(page * below(Math.ceil(bytes.length / page)), page);
    if (kind === 'bits flipped') for (let n = 1 + below(40); n > 0; n--) bytes[below(bytes.length)]! ^= 1 << below(8);
    if (kind === 'header overwritten') fill(0, 1 + below(100));
  }
  if (kind === 'zeroed') bytes.fill(0, below(2) === 0 ? 0 : below(bytes.length + 1));
  if (kind === 'lengthened') writeFileSync(path, Buffer.concat([bytes, Buffer.from(Array.from({ length: 1 + below(6000) }, () => below(256)))]));
  else writeFileSync(path, kind === 'truncated' ? bytes.subarray(0, below(bytes.length + 1)) : kind === 'emptied' ? bytes.subarray(0, 0) : bytes);
}

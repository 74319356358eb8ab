import { darker, lighter, mix, type Colour } from './colour';
import { at, curve, type Drawing } from './drawing';
import type { Random } from './random';

const grounds: readonly [Colour, ...Colour[]] = ['#f2c14e', '#4d7ea8', '#d65a4a', '#5f8f7b', '#f3e3d0', '#7a5c8e', '#273043', '#e8a3a8'];
const skins: readonly [Colour, ...Colour[]] = ['#f3cfb3', '#e0ac82', '#c1835a', '#8f5b3c', '#5f3b28'];
const hairs: readonly [Colour, ...Colour[]] = ['#2a1d18', '#6b3f22', '#c98f45', '#8e2f1c', '#d9d2c5', '#15151c'];

/** Somebody, in the flat manner of a poster: no face, much hair. */
export function portrait(drawing: Drawing, random: Random): void {
  const { width, height } = drawing;
  const ground = random.pick(grounds);
  drawBackdrop(drawing, random, ground);
  const x = width * random.between(0.3, 0.7);
  const size = height * random.between(0.17, 0.23);
  const y = height * random.between(0.36, 0.46);
  const turned = random.sign();
  const [skin, hair, cloth] = [random.pick(skins), random.pick(hairs), random.pick(grounds)];
  const long = random.chance(0.55);
  if (long) drawing.path(`${curve([[x - size * 1.15, y + size * 2], [x - size * 1.35, y], [x, y - size * 1.5], [x + size * 1.35, y], [x + size * 1.15, y + size * random.between(1.2, 2.2)]])}Z`, darker(hair, 0.1));
  drawShoulders(drawing, random, cloth, x, y, size);
  drawing.path(`M${at([x - size * 0.4, y + size * 0.6])}L${at([x - size * 0.45, y + size * 1.5])}Q${at([x, y + size * 2])} ${at([x + size * 0.45, y + size * 1.5])}L${at([x + size * 0.4, y + size * 0.6])}Z`, darker(skin, 0.18));
  drawing.path(`M${at([x - size * 0.85, y - size * 0.4])}C${at([x - size * 0.85, y + size * 0.9])} ${at([x - size * 0.3, y + size * 1.25])} ${at([x, y + size * 1.25])}C${at([x + size * 0.3, y + size * 1.25])} ${at([x + size * 0.85, y + size * 0.9])} ${at([x + size * 0.85, y - size * 0.4])}C${at([x + size * 0.8, y - size * 1.5])} ${at([x - size * 0.8, y - size * 1.5])} ${at([x - size * 0.85, y - size * 0.4])}Z`, drawing.linear(turned > 0 ? [[lighter(skin, 0.1), 0], [darker(skin, 0.22), 1]] : [[darker(skin, 0.22), 0], [lighter(skin, 0.1), 1]], 1, 0));
  drawing.path(`${curve([[x - turned * size * 1.02, y + size * 0.35], [x - turned * size * 1.08, y - size * 0.6], [x, y - size * 1.42], [x + turned * size * 1.05, y - size * 0.6], [x + turned * size * 0.95, y + size * 0.2]])}Q${at([x + turned * size * 0.75, y - size * 0.55])} ${at([x + turned * size * 0.1, y - size * 0.75])}Q${at([x - turned * size * 0.6, y - size * 0.6])} ${at([x - turned * size * 1.02, y + size * 0.35])}Z`, hair);
  if (!long && random.chance(0.5)) drawing.circle(x - turned * size * 0.4, y - size * 1.55, size * 0.5, hair);
  if (random.chance(0.4)) drawGlasses(drawing, x + turned * size * 0.12, y + size * 0.05, size);
  if (random.chance(0.4)) drawHat(drawing, random, x, y - size * 0.75, size);
  for (const side of [-1, 1]) drawing.circle(x + side * size * 0.5 + turned * size * 0.08, y + size * 0.5, size * 0.17, '#d9483b', 0.12);
}

function drawBackdrop(drawing: Drawing, random: Random, ground: Colour): void {
  const { width, height } = drawing;
  drawing.background(drawing.linear([[lighter(ground, 0.2), 0], [darker(ground, 0.2), 1]], random.chance(0.5) ? 1 : 0, 1));
  const second = random.pick(grounds);
  switch (random.whole(0, 3)) {
    case 0:
      drawing.circle(width * random.between(0.2, 0.8), height * random.between(0.25, 0.6), height * random.between(0.3, 0.42), second, 0.85);
      break;
    case 1:
      for (let i = 0; i < 9; i++) drawing.rect((width * i) / 9, 0, width / 18, height, second, 0.45);
      break;
    case 2:
      for (let i = 0; i < 12; i++) {
        const angle = (i / 12) * Math.PI * 2;
        drawing.polygon([[width / 2, height / 2], [width / 2 + Math.cos(angle) * width, height / 2 + Math.sin(angle) * width], [width / 2 + Math.cos(angle + 0.26) * width, height / 2 + Math.sin(angle + 0.26) * width]], second, 0.5);
      }
      break;
    default:
      drawing.polygon(random.chance(0.5) ? [[0, 0], [width * random.between(0.3, 0.8), 0], [0, height]] : [[width, 0], [width, height], [width * random.between(0.1, 0.5), height]], second, 0.75);
  }
}

function drawShoulders(drawing: Drawing, random: Random, cloth: Colour, x: number, y: number, size: number): void {
  const { height } = drawing;
  const broad = size * random.between(1.9, 2.5);
  drawing.path(`M${at([x - broad, height])}C${at([x - broad, y + size * 1.7])} ${at([x - size * 0.9, y + size * 1.65])} ${at([x - size * 0.45, y + size * 1.35])}L${at([x + size * 0.45, y + size * 1.35])}C${at([x + size * 0.9, y + size * 1.65])} ${at([x + broad, y + size * 1.7])} ${at([x + broad, height])}Z`, drawing.linear([[lighter(cloth, 0.12), 0], [darker(cloth, 0.3), 1]]));
  if (random.chance(0.5)) {
    for (let i = 0; i < 4; i++) drawing.line(`M${at([x - broad * 0.95, y + size * (2.2 + i * 0.5)])}Q${at([x, y + size * (2.6 + i * 0.5)])} ${at([x + broad * 0.95, y + size * (2.2 + i * 0.5)])}`, mix(cloth, '#ffffff', 0.6), size * 0.12, 0.8);
  }
}

function drawGlasses(drawing: Drawing, x: number, y: number, size: number): void {
  for (const side of [-1, 1]) drawing.circle(x + side * size * 0.38, y, size * 0.3, '#15151c', 0.85);
  drawing.line(`M${at([x - size * 0.1, y])}L${at([x + size * 0.1, y])}`, '#15151c', size * 0.08);
  for (const side of [-1, 1]) drawing.circle(x + side * size * 0.38 - size * 0.08, y - size * 0.09, size * 0.08, '#ffffff', 0.5);
}

function drawHat(drawing: Drawing, random: Random, x: number, y: number, size: number): void {
  const felt = random.pick(grounds);
  drawing.ellipse(x, y, size * random.between(1.4, 1.9), size * 0.24, darker(felt, 0.25));
  drawing.path(`M${at([x - size * 0.9, y])}C${at([x - size * 0.9, y - size * 1.1])} ${at([x + size * 0.9, y - size * 1.1])} ${at([x + size * 0.9, y])}Z`, felt);
  drawing.rect(x - size * 0.9, y - size * 0.25, size * 1.8, size * 0.22, darker(felt, 0.6));
}

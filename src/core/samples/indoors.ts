import { darker, lighter, mix, type Colour } from './colour';
import { at, curve, type Drawing, type Point } from './drawing';
import type { Random } from './random';

const walls: readonly [Colour, ...Colour[]] = ['#d9c7b0', '#8fa8a3', '#c96f4a', '#3d4f6b', '#e8d9c5', '#6d7f5b', '#b58a93', '#27383f', '#e0b04c'];
const glazes: readonly [Colour, ...Colour[]] = ['#2f6690', '#b23a48', '#f2efe6', '#3a7d6b', '#d98e3a', '#5b3a6b', '#1f2a36', '#7fb0c9'];
const fruits: readonly [Colour, ...Colour[]] = ['#d8352a', '#f08a24', '#f4c430', '#86b049', '#7a2e4d', '#e86a5c'];

/** Vases, bottles and fruit on a table by a window. */
export function stillLife(drawing: Drawing, random: Random): void {
  const { width, height } = drawing;
  const wall = random.pick(walls);
  const left = random.chance(0.5);
  drawing.background(drawing.linear(left ? [[lighter(wall, 0.35), 0], [darker(wall, 0.4), 1]] : [[darker(wall, 0.4), 0], [lighter(wall, 0.3), 1]], 1, 0.35));
  drawWindowLight(drawing, random, lighter(wall, 0.7), left);
  const edge = height * random.between(0.62, 0.75);
  const wood = random.pick<Colour>(['#7a4f2f', '#a8743f', '#3f2d25', '#c9a27a', '#e9e4da']);
  drawing.rect(0, edge, width, height - edge, drawing.linear([[lighter(wood, 0.2), 0], [darker(wood, 0.35), 1]]));
  drawing.rect(0, edge, width, height * 0.008, lighter(wood, 0.45));
  const count = random.whole(2, 4);
  const start = random.between(0.1, 0.3);
  for (let i = 0; i < count; i++) {
    const x = width * (start + (i / count) * random.between(0.65, 0.8));
    drawVessel(drawing, random, x, edge + height * random.between(0.03, 0.11), height * random.between(0.25, 0.52), left);
  }
  for (let i = random.whole(2, 6); i > 0; i--) drawFruit(drawing, random, width * random.between(0.1, 0.9), edge + height * random.between(0.1, 0.2), height * random.between(0.045, 0.08), left);
}

function drawWindowLight(drawing: Drawing, random: Random, colour: Colour, left: boolean): void {
  const { width, height } = drawing;
  const x = width * (left ? random.between(0.35, 0.65) : random.between(0.05, 0.3));
  const [across, down] = [width * random.between(0.1, 0.16), height * random.between(0.17, 0.25)];
  for (const column of [0, 1]) {
    for (const row of [0, 1]) {
      const [px, py] = [x + column * across * 1.1, height * 0.1 + row * down * 1.1 + column * height * 0.05];
      drawing.polygon([[px, py], [px + across, py + height * 0.045], [px + across, py + height * 0.045 + down], [px, py + down]], colour, 0.38);
    }
  }
}

/** A turned vessel by its profile, lit from one side; sometimes with twigs in it. */
function drawVessel(drawing: Drawing, random: Random, x: number, foot: number, tall: number, left: boolean): void {
  const neck = random.between(0.08, 0.2) * tall;
  const belly = random.between(0.22, 0.42) * tall;
  const colour = random.pick(glazes);
  const bellyAt = random.between(0.25, 0.6);
  const profile: readonly (readonly [number, number])[] = [[neck * 1.25, 1], [neck, 0.92], [neck * 1.05, 0.78], [belly, bellyAt], [belly * 0.6, 0.03], [belly * 0.55, 0]];
  const side = (sign: 1 | -1): Point[] => profile.map(([half, share]): Point => [x + sign * half, foot - tall * share]);
  drawing.ellipse(x + (left ? 1 : -1) * belly * 0.9, foot, belly * 1.5, tall * 0.045, '#1a120c', 0.35);
  if (random.chance(0.6)) drawTwigs(drawing, random, x, foot - tall, tall * random.between(0.5, 0.9));
  const stops = [[lighter(colour, 0.35), 0], [colour, 0.4], [darker(colour, 0.55), 1]] as const;
  drawing.path(`${curve(side(1))}L${curve(side(-1).reverse()).slice(1)}Z`, drawing.linear(left ? stops : [[darker(colour, 0.55), 0], [colour, 0.6], [lighter(colour, 0.35), 1]], 1, 0));
  drawing.ellipse(x, foot - tall, neck * 1.25, neck * 0.24, darker(colour, 0.65));
  drawing.ellipse(x + (left ? -1 : 1) * belly * 0.45, foot - tall * bellyAt, belly * 0.1, tall * 0.11, '#ffffff', 0.4);
}

function drawTwigs(drawing: Drawing, random: Random, x: number, y: number, size: number): void {
  const leaf = random.pick<Colour>(['#4f7a4a', '#7d9a5b', '#c46b4e', '#e7dcc3', '#d98aa5']);
  for (let i = random.whole(3, 6); i > 0; i--) {
    const tip: Point = [x + random.between(-0.7, 0.7) * size, y - size * random.between(0.5, 1)];
    const bend: Point = [x + (tip[0] - x) * 0.25, y - size * 0.45];
    drawing.line(curve([[x, y], bend, tip]), '#5a4632', size * 0.02);
    for (let k = 1; k <= 6; k++) {
      const share = k / 6;
      const [px, py]: Point = [bend[0] + (tip[0] - bend[0]) * share, bend[1] + (tip[1] - bend[1]) * share];
      drawing.ellipse(px, py, size * 0.1, size * 0.04, k % 2 ? leaf : darker(leaf, 0.2), 1, k % 2 ? 35 : 145);
    }
  }
}

function drawFruit(drawing: Drawing, random: Random, x: number, foot: number, radius: number, left: boolean): void {
  const colour = random.pick(fruits);
  drawing.ellipse(x + (left ? 1 : -1) * radius * 0.6, foot, radius * 1.2, radius * 0.24, '#1a120c', 0.4);
  drawing.circle(x, foot - radius * 0.9, radius, drawing.radial([[lighter(colour, 0.45), 0], [colour, 0.45], [darker(colour, 0.5), 1]], left ? 0.35 : 0.65, 0.32));
  drawing.line(`M${at([x, foot - radius * 1.75])}Q${at([x + radius * 0.1, foot - radius * 2.1])} ${at([x + radius * 0.3, foot - radius * 2.2])}`, '#4a3423', radius * 0.1);
  if (random.chance(0.5)) drawing.ellipse(x + radius * 0.45, foot - radius * 2, radius * 0.36, radius * 0.15, '#5d8a3c', 1, -25);
}

/** A laid table from above. */
export function breakfast(drawing: Drawing, random: Random): void {
  const { width, height } = drawing;
  const cloth = random.pick(walls);
  drawing.background(drawing.linear([[lighter(cloth, 0.25), 0], [darker(cloth, 0.12), 1]], 1, 1));
  const planks = random.whole(4, 9);
  if (random.chance(0.5)) for (let i = 0; i < planks; i++) drawing.rect((width * i) / planks, 0, width / planks - 4, height, i % 2 ? darker(cloth, 0.12) : lighter(cloth, 0.06), 0.7);
  else for (let i = -planks; i < planks * 2; i++) drawing.polygon([[(width * i) / planks, 0], [(width * (i + 0.5)) / planks, 0], [(width * (i + 0.5)) / planks - height * 0.4, height], [(width * i) / planks - height * 0.4, height]], darker(cloth, 0.3), 0.35);
  const plate: Point = [width * random.between(0.25, 0.75), height * random.between(0.35, 0.65)];
  drawDish(drawing, random, plate[0], plate[1], height * random.between(0.26, 0.36));
  for (let i = random.whole(2, 4); i > 0; i--) {
    const angle = random.between(0, Math.PI * 2);
    const out = height * random.between(0.42, 0.6);
    const [x, y]: Point = [plate[0] + Math.cos(angle) * out * 1.2, plate[1] + Math.sin(angle) * out];
    if (random.chance(0.5)) drawCup(drawing, random, x, y, height * random.between(0.09, 0.14));
    else drawDish(drawing, random, x, y, height * random.between(0.11, 0.18));
  }
}

function drawDish(drawing: Drawing, random: Random, x: number, y: number, radius: number): void {
  const glaze = random.pick(glazes);
  drawing.circle(x + radius * 0.08, y + radius * 0.1, radius * 1.03, '#120c08', 0.3);
  drawing.circle(x, y, radius, drawing.linear([[lighter(glaze, 0.3), 0], [darker(glaze, 0.2), 1]], 1, 1));
  drawing.circle(x, y, radius * 0.74, drawing.linear([[darker(glaze, 0.22), 0], [lighter(glaze, 0.18), 1]], 1, 1));
  const turn = random.between(0, Math.PI * 2);
  const portions = random.whole(3, 7);
  for (let i = 0; i < portions; i++) {
    const angle = turn + (i / portions) * Math.PI * random.between(1.2, 2);
    const out = radius * random.between(0.1, 0.42);
    const size = radius * random.between(0.14, 0.3);
    const colour = random.pick(fruits);
    const [px, py]: Point = [x + Math.cos(angle) * out, y + Math.sin(angle) * out];
    drawing.circle(px + size * 0.1, py + size * 0.14, size, '#120c08', 0.25);
    drawing.circle(px, py, size, drawing.radial([[lighter(colour, 0.4), 0], [colour, 0.5], [darker(colour, 0.35), 1]], 0.35, 0.35));
    if (random.chance(0.4)) drawing.circle(px, py, size * 0.6, lighter(colour, 0.5), 0.7);
  }
}

function drawCup(drawing: Drawing, random: Random, x: number, y: number, radius: number): void {
  const glaze = random.pick(glazes);
  const drink = random.pick<Colour>(['#3b2214', '#7b4a24', '#a9662e', '#8fae4a']);
  drawing.circle(x + radius * 0.1, y + radius * 0.12, radius * 1.4, '#120c08', 0.28);
  drawing.circle(x, y, radius * 1.4, lighter(glaze, 0.2));
  drawing.line(`M${at([x + radius * 0.9, y])}Q${at([x + radius * 1.5, y - radius * 0.5])} ${at([x + radius * 1.4, y + radius * 0.3])}`, darker(glaze, 0.2), radius * 0.18);
  drawing.circle(x, y, radius, darker(glaze, 0.15));
  drawing.circle(x, y, radius * 0.86, drawing.radial([[lighter(drink, 0.25), 0], [drink, 1]], 0.4, 0.4));
  drawing.ellipse(x - radius * 0.25, y - radius * 0.3, radius * 0.3, radius * 0.12, mix(drink, '#ffffff', 0.6), 0.6, -35);
}

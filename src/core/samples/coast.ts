import { darker, lighter, mix, palettes, type Palette } from './colour';
import { at, curve, type Drawing, type Point } from './drawing';
import { drawBirds, drawGround, drawSky, ridge } from './nature';
import type { Random } from './random';

/** Boats under sail. */
export function sails(drawing: Drawing, random: Random): void {
  const light = random.pick(palettes);
  const { width, height } = drawing;
  const horizon = height * random.between(0.45, 0.62);
  const sun = drawSky(drawing, random, light, horizon);
  if (random.chance(0.6)) drawGround(drawing, ridge(drawing, random, horizon - height * 0.02, height * 0.04, 0.5), mix(light.far, light.skyLow, 0.3), light.far);
  drawSea(drawing, random, light, horizon, sun);
  const boats = Array.from({ length: random.whole(1, 4) }, (_, i) => ({
    x: width * random.between(0.12, 0.88),
    y: horizon + (height - horizon) * random.between(0.08, i === 0 ? 0.55 : 0.3),
  }));
  for (const { x, y } of boats.sort((a, b) => a.y - b.y)) drawBoat(drawing, random, light, x, y, height * 0.1 + (y - horizon) * 1.1);
  drawBirds(drawing, random, horizon, light.night ? light.skyLow : light.near);
}

function drawSea(drawing: Drawing, random: Random, light: Palette, horizon: number, sun: Point): void {
  const { width, height } = drawing;
  drawing.rect(0, horizon, width, height - horizon, drawing.linear([[mix(light.water, light.skyLow, 0.5), 0], [light.water, 0.35], [darker(light.water, 0.45), 1]]));
  for (let i = 0; i < 110; i++) {
    const depth = random.next() ** 1.4;
    const y = horizon + (height - horizon) * depth;
    const glint = random.chance(0.4);
    const x = glint ? sun[0] + random.between(-1, 1) * width * (0.02 + depth * 0.11) : width * random.next();
    const long = width * (0.012 + depth * 0.05) * random.between(0.5, 1.5);
    drawing.path(`${curve([[x - long, y], [x, y - long * 0.1], [x + long, y]])}L${at([x, y + long * 0.03])}Z`, glint ? light.sun : lighter(light.water, 0.5), glint ? 0.7 : 0.28);
  }
}

function drawBoat(drawing: Drawing, random: Random, light: Palette, x: number, y: number, size: number): void {
  const lean = random.between(-0.08, 0.08) * size;
  const side = random.sign();
  const mast: Point = [x + lean, y - size * 1.3];
  const hull = random.pick(light.accents);
  drawing.ellipse(x, y + size * 0.18, size * 0.62, size * 0.05, darker(light.water, 0.5), 0.4);
  drawing.line(`M${at([x, y])}L${at(mast)}`, '#4a3423', size * 0.025);
  drawing.path(`M${at(mast)}Q${at([x + side * size * 0.75, y - size * 0.6])} ${at([x + side * size * 0.62, y - size * 0.1])}L${at([x + side * size * 0.03, y - size * 0.1])}Z`, drawing.linear([['#ffffff', 0], [mix('#ffffff', light.skyLow, 0.6), 1]], 1, 1));
  drawing.path(`M${at([mast[0], mast[1] + size * 0.12])}Q${at([x - side * size * 0.35, y - size * 0.5])} ${at([x - side * size * 0.5, y - size * 0.12])}L${at([x - side * size * 0.04, y - size * 0.12])}Z`, random.pick(light.accents), 0.95);
  drawing.path(`M${at([x - size * 0.6, y - size * 0.06])}L${at([x + size * 0.66, y - size * 0.06])}Q${at([x + size * 0.45, y + size * 0.17])} ${at([x + size * 0.3, y + size * 0.17])}L${at([x - size * 0.36, y + size * 0.17])}Q${at([x - size * 0.55, y + size * 0.1])} ${at([x - size * 0.6, y - size * 0.06])}Z`, drawing.linear([[lighter(hull, 0.1), 0], [darker(hull, 0.5), 1]]));
}

/** A lighthouse on a cliff. */
export function lighthouse(drawing: Drawing, random: Random): void {
  const light = random.pick(palettes);
  const { width, height } = drawing;
  const horizon = height * random.between(0.55, 0.7);
  const sun = drawSky(drawing, random, light, horizon);
  drawSea(drawing, random, light, horizon, sun);
  const side = random.sign();
  const towards = (share: number): number => (side > 0 ? width * (1 - share) : width * share);
  const reach = random.between(0.42, 0.68);
  const top = horizon - height * random.between(0.02, 0.14);
  const foot: Point = [towards(reach * 0.52), top];
  const tall = height * random.between(0.32, 0.46);
  if (light.night || random.chance(0.4)) {
    const lamp: Point = [foot[0], top - tall];
    drawing.polygon([lamp, [towards(1.2), lamp[1] - height * 0.12], [towards(1.2), lamp[1] + height * 0.16]], light.sun, 0.3);
    drawing.glow(lamp[0], lamp[1], tall * 0.4, light.sun, 0.9);
  }
  const rock = mix(light.near, '#7d6b5b', 0.35);
  const edge: readonly Point[] = [[towards(-0.02), top - height * 0.03], [towards(reach * 0.3), top], [towards(reach * 0.72), top + height * 0.01], [towards(reach * 0.9), top + height * 0.12], [towards(reach * 0.86), horizon + height * 0.12], [towards(reach * 1.04), horizon + height * 0.24], [towards(reach * 0.8), height]];
  drawing.path(`${curve(edge)}L${at([towards(-0.02), height])}Z`, drawing.linear([[lighter(rock, 0.12), 0], [darker(rock, 0.5), 1]]));
  drawing.path(`${curve(edge.slice(0, 4))}L${at([towards(reach * 0.6), top + height * 0.07])}L${at([towards(-0.02), top + height * 0.08])}Z`, mix('#6d9448', light.near, light.night ? 0.75 : 0.2));
  drawTower(drawing, random.pick(light.accents), light, foot, tall);
  drawBirds(drawing, random, horizon, light.night ? light.skyLow : light.near);
}

function drawTower(drawing: Drawing, band: Palette['sun'], light: Palette, [x, y]: Point, tall: number): void {
  const half = (share: number): number => tall * (0.135 - 0.055 * share);
  const slice = (from: number, to: number, colour: Palette['sun']): void =>
    drawing.polygon([[x - half(from), y - tall * from], [x - half(to), y - tall * to], [x + half(to), y - tall * to], [x + half(from), y - tall * from]], drawing.linear([[lighter(colour, 0.15), 0], [darker(colour, light.night ? 0.6 : 0.35), 1]], 1, 0));
  for (let i = 0; i < 5; i++) slice(i * 0.17 - (i === 0 ? 0.06 : 0), (i + 1) * 0.17, i % 2 ? band : '#f7f3ea');
  drawing.rect(x - tall * 0.115, y - tall * 0.89, tall * 0.23, tall * 0.045, '#2c2c34', 1, tall * 0.01);
  drawing.rect(x - tall * 0.06, y - tall, tall * 0.12, tall * 0.12, lighter(light.sun, 0.3));
  drawing.path(`M${at([x - tall * 0.085, y - tall])}Q${at([x, y - tall * 1.16])} ${at([x + tall * 0.085, y - tall])}Z`, darker(band, 0.3));
}

/** A beach from above the water line: parasols, palms, surf. */
export function beach(drawing: Drawing, random: Random): void {
  const light = random.pick(palettes);
  const { width, height } = drawing;
  const slant = random.between(-0.5, 0.5);
  const middle = random.between(0.35, 0.65);
  const shore = (offset: number): readonly Point[] =>
    Array.from({ length: 9 }, (_, i): Point => [(i / 8) * width, height * (middle + offset + slant * (i / 8 - 0.5) + 0.025 * Math.sin(i * 1.7 + offset * 40))]);
  drawing.background(drawing.linear([[darker('#1487a3', light.night ? 0.6 : 0.1), 0], ['#36b7b4', 0.7], ['#8fdccb', 1]]));
  const layers: readonly (readonly [number, Palette['sun'], number])[] = [[-0.06, '#ffffff', 0.35], [-0.03, '#bdeee0', 0.7], [-0.008, '#ffffff', 0.9], [0.012, '#d8bd8c', 1], [0.05, '#efdcb2', 1]];
  for (const [offset, colour, opacity] of layers) drawing.path(`${curve(shore(offset))}L${at([width, height])}L${at([0, height])}Z`, mix(colour, light.near, light.night ? 0.4 : 0), opacity);
  for (let i = random.whole(3, 7); i > 0; i--) {
    const x = width * random.between(0.05, 0.95);
    const y = height * (middle + slant * (x / width - 0.5)) + height * random.between(0.14, 0.4);
    drawParasol(drawing, random, light, x, y, height * random.between(0.06, 0.12));
  }
}

function drawParasol(drawing: Drawing, random: Random, light: Palette, x: number, y: number, radius: number): void {
  const colour = random.pick(light.accents);
  drawing.ellipse(x + radius * 0.5, y + radius * 0.45, radius, radius * 0.9, '#5a4526', 0.3);
  drawing.rect(x + radius * 0.7, y - radius * 0.2, radius * 0.7, radius * 1.7, random.pick(light.accents), 1, radius * 0.1);
  const turn = random.next();
  for (let i = 0; i < 10; i++) {
    const [a, b] = [i, i + 1].map((k) => ((k + turn) / 10) * Math.PI * 2) as [number, number];
    drawing.polygon([[x, y], [x + Math.cos(a) * radius, y + Math.sin(a) * radius], [x + Math.cos(b) * radius, y + Math.sin(b) * radius]], i % 2 ? '#fffaf0' : darker(colour, 0.12 + 0.1 * Math.sin(a)));
  }
  drawing.circle(x, y, radius * 0.07, '#fffaf0');
}

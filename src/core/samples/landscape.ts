import { darker, lighter, mix, palettes, type Palette } from './colour';
import { at, curve, type Drawing, type Point } from './drawing';
import { drawBirds, drawGround, drawPeaks, drawPine, drawSky, drawTree, ridge } from './nature';
import type { Random } from './random';

/** Mountains over a lake, pines in front. */
export function mountainLake(drawing: Drawing, random: Random): void {
  const light = random.pick(palettes);
  const { width, height } = drawing;
  const horizon = height * random.between(0.48, 0.66);
  const sun = drawSky(drawing, random, light, horizon);
  drawGround(drawing, ridge(drawing, random, horizon - height * 0.08, height * 0.05, 0.55), mix(light.far, light.skyLow, 0.45), light.far);
  drawPeaks(drawing, random, horizon, light, sun);
  drawGround(drawing, ridge(drawing, random, horizon - height * 0.015, height * 0.02, 0.7), mix(light.far, light.near, 0.5), mix(light.far, light.near, 0.6));
  drawLake(drawing, random, light, horizon, sun);
  const bank = ridge(drawing, random, height * random.between(0.84, 0.95), height * 0.05, 0.5);
  drawGround(drawing, bank, mix(light.near, light.far, 0.12), darker(light.near, 0.3));
  drawPines(drawing, random, light, bank, width * random.between(0, 1));
}

function drawLake(drawing: Drawing, random: Random, light: Palette, shore: number, sun: Point): void {
  const { width, height } = drawing;
  drawing.rect(0, shore, width, height - shore, drawing.linear([[mix(light.water, light.skyLow, 0.45), 0], [light.water, 0.5], [darker(light.water, 0.35), 1]]));
  for (let i = 0; i < 46; i++) {
    const depth = random.next();
    const y = shore + (height - shore) * depth;
    const inSun = random.chance(0.45);
    const x = inSun ? sun[0] + random.between(-1, 1) * width * (0.03 + depth * 0.05) : width * random.next();
    drawing.ellipse(x, y, width * random.between(0.02, 0.09) * (0.4 + depth), height * 0.0022 * (1 + depth * 2), inSun ? light.sun : light.skyLow, inSun ? 0.6 : 0.25);
  }
}

/** A wood that thins out from a place along the ground. */
function drawPines(drawing: Drawing, random: Random, light: Palette, ground: readonly Point[], thickest: number): void {
  const { width, height } = drawing;
  const trees = Array.from({ length: random.whole(7, 16) }, () => {
    const x = thickest + (random.next() + random.next() - 1) * width * 0.42;
    const foot = ground[Math.max(0, Math.min(90, Math.round((x / width) * 90)))]![1] + height * random.between(0.01, 0.06);
    return { x, foot, tall: height * random.between(0.16, 0.46) };
  });
  for (const { x, foot, tall } of trees.sort((a, b) => a.foot - b.foot)) drawPine(drawing, random, x, foot, tall, mix(light.near, light.far, random.between(0, 0.14)));
}

/** Rolling hills with balloons above. */
export function balloons(drawing: Drawing, random: Random): void {
  const light = random.pick(palettes);
  const { width, height } = drawing;
  const horizon = height * random.between(0.6, 0.75);
  drawSky(drawing, random, light, horizon);
  drawHills(drawing, random, light, horizon, 4);
  for (let i = random.whole(2, 5); i > 0; i--) {
    const size = height * random.between(0.07, i === 1 ? 0.25 : 0.15);
    drawBalloon(drawing, random, light, width * random.between(0.1, 0.9), height * random.between(0.15, 0.55), size);
  }
}

function drawHills(drawing: Drawing, random: Random, light: Palette, horizon: number, layers: number): void {
  const { height } = drawing;
  for (let layer = 0; layer < layers; layer++) {
    const share = layer / (layers - 1);
    const colour = mix(light.far, light.near, share ** 1.2 * 0.9);
    drawGround(drawing, ridge(drawing, random, horizon + (height - horizon) * share * 0.75, height * random.between(0.03, 0.08), 0.35), lighter(colour, 0.1), darker(colour, 0.15));
  }
}

function drawBalloon(drawing: Drawing, random: Random, light: Palette, x: number, y: number, size: number): void {
  const [one, two] = [random.pick(light.accents), random.pick(light.accents)];
  const stripe = one === two ? lighter(one, 0.5) : two;
  const half = (share: number): string =>
    `M${at([x, y - size])}C${at([x + size * 1.25 * share, y - size])} ${at([x + size * 1.1 * share, y + size * 0.25])} ${at([x + size * 0.22 * share, y + size])}L${at([x - size * 0.22 * share, y + size])}C${at([x - size * 1.1 * share, y + size * 0.25])} ${at([x - size * 1.25 * share, y - size])} ${at([x, y - size])}Z`;
  drawing.line(`M${at([x - size * 0.2, y + size])}L${at([x - size * 0.12, y + size * 1.32])}M${at([x + size * 0.2, y + size])}L${at([x + size * 0.12, y + size * 1.32])}`, '#3b2a20', size * 0.025);
  drawing.path(half(1), one);
  drawing.path(half(0.68), stripe);
  drawing.path(half(0.3), one);
  drawing.path(half(1), drawing.radial([['#ffffff', 0, 0.35], ['#ffffff', 0.5, 0], ['#000000', 1, 0.3]], 0.32, 0.28));
  drawing.rect(x - size * 0.14, y + size * 1.3, size * 0.28, size * 0.2, '#7a5230', 1, size * 0.04);
}

/** A cottage with a path, a fence of trees, fields. */
export function cottage(drawing: Drawing, random: Random): void {
  const light = random.pick(palettes);
  const { width, height } = drawing;
  const horizon = height * random.between(0.5, 0.62);
  drawSky(drawing, random, light, horizon);
  drawHills(drawing, random, light, horizon, 3);
  const meadow = mix(light.near, '#6f9a3e', light.night ? 0.12 : 0.5);
  const ground = ridge(drawing, random, height * 0.72, height * 0.03, 0.3);
  drawGround(drawing, ground, lighter(meadow, 0.12), darker(meadow, 0.25));
  const x = width * random.between(0.2, 0.8);
  const size = height * random.between(0.14, 0.24);
  const foot = height * 0.77;
  drawPath(drawing, random, light, x, foot, size);
  for (const side of [-1, 1] as const) {
    if (random.chance(0.8)) drawTree(drawing, random, x + side * size * random.between(1.3, 2.2), foot + size * 0.1, size * random.between(1.5, 2.6), mix(meadow, random.pick(light.accents), random.between(0, 0.4)));
  }
  drawHouse(drawing, light, random.pick(light.accents), x, foot, size);
  if (random.chance(0.5)) drawBirds(drawing, random, horizon, light.near);
  for (let i = 0; i < 90; i++) {
    const y = height * (0.8 + random.next() ** 1.5 * 0.2);
    drawing.circle(width * random.next(), y, (y - height * 0.7) * 0.022, random.pick(light.accents), 0.85);
  }
}

function drawPath(drawing: Drawing, random: Random, light: Palette, x: number, foot: number, size: number): void {
  const { width, height } = drawing;
  const end = width * random.between(0.15, 0.85);
  const bend = (x + end) / 2 + size * random.between(-1.5, 1.5);
  drawing.path(
    `${curve([[x - size * 0.06, foot], [bend - size * 0.22, (foot + height) / 2], [end - size * 0.7, height]])}L${at([end + size * 0.7, height])}L${at([bend + size * 0.25, (foot + height) / 2])}L${at([x + size * 0.12, foot])}Z`,
    mix('#d9c3a0', light.near, light.night ? 0.6 : 0.1),
  );
}

function drawHouse(drawing: Drawing, light: Palette, roof: Palette['sun'], x: number, foot: number, size: number): void {
  const wall = mix('#f4ecdc', light.near, light.night ? 0.55 : 0.05);
  const pane = light.night ? '#ffd98a' : mix('#5d7f99', light.skyTop, 0.4);
  drawing.rect(x + size * 0.4, foot - size * 1.45, size * 0.18, size * 0.5, darker(roof, 0.45));
  drawing.rect(x - size, foot - size * 0.75, size * 2, size * 0.77, drawing.linear([[wall, 0], [darker(wall, 0.2), 1]], 1, 0));
  drawing.polygon([[x - size * 1.15, foot - size * 0.72], [x - size * 0.75, foot - size * 1.35], [x + size * 0.75, foot - size * 1.35], [x + size * 1.15, foot - size * 0.72]], drawing.linear([[darker(roof, 0.1), 0], [darker(roof, 0.4), 1]]));
  drawing.rect(x - size * 0.14, foot - size * 0.5, size * 0.28, size * 0.52, darker(roof, 0.35), 1, size * 0.05);
  for (const side of [-1, 1]) {
    drawing.rect(x + side * size * 0.58 - size * 0.17, foot - size * 0.56, size * 0.34, size * 0.3, '#ffffff', 0.9);
    drawing.rect(x + side * size * 0.58 - size * 0.14, foot - size * 0.53, size * 0.28, size * 0.24, pane);
  }
}

/** Dunes under a low sun, cacti with long shadows. */
export function desert(drawing: Drawing, random: Random): void {
  const light = random.pick(palettes);
  const { width, height } = drawing;
  const horizon = height * random.between(0.42, 0.6);
  const sun = drawSky(drawing, random, light, horizon);
  const sand = mix('#e2a55e', light.skyLow, 0.25);
  const shade = mix(sand, light.near, 0.55);
  for (let layer = 0; layer < 4; layer++) {
    const crest = ridge(drawing, random, horizon + ((height - horizon) * layer) / 4.2, height * random.between(0.03, 0.09), 0.22);
    drawGround(drawing, crest, mix(lighter(sand, 0.15), light.far, 0.5 - layer * 0.16), mix(shade, sand, 0.35 + layer * 0.05));
    const slope = crest.map(([x, y], i): Point => [x + (sun[0] < width / 2 ? 1 : -1) * width * 0.1, y + height * (0.05 + 0.05 * Math.sin(i / 9))]);
    drawing.path(`${curve(crest)}L${slope.toReversed().map(at).join('L')}Z`, shade, 0.28);
  }
  for (let i = random.whole(1, 4); i > 0; i--) {
    drawCactus(drawing, random, light, width * random.between(0.08, 0.92), height * random.between(0.72, 0.95), height * random.between(0.16, 0.4), sun);
  }
}

function drawCactus(drawing: Drawing, random: Random, light: Palette, x: number, foot: number, tall: number, sun: Point): void {
  const green = mix('#3f7d4e', light.near, light.night ? 0.6 : 0.25);
  const away = x > sun[0] ? 1 : -1;
  drawing.line(`M${at([x, foot])}L${at([x + away * tall * 1.3, foot + tall * 0.18])}`, light.near, tall * 0.12, 0.35);
  const thick = tall * 0.16;
  drawing.line(`M${at([x, foot])}L${at([x, foot - tall])}`, green, thick);
  for (const side of [-1, 1] as const) {
    const from = foot - tall * random.between(0.35, 0.6);
    const out = x + side * tall * random.between(0.22, 0.32);
    drawing.line(`M${at([x, from])}L${at([out, from])}L${at([out, from - tall * random.between(0.2, 0.4)])}`, green, thick * 0.75);
  }
  drawing.line(`M${at([x - away * thick * 0.22, foot - tall * 0.02])}L${at([x - away * thick * 0.22, foot - tall])}`, lighter(green, 0.35), thick * 0.16, 0.8);
}

import { darker, lighter, mix, type Colour, type Palette } from './colour';
import { at, curve, type Drawing, type Point } from './drawing';
import type { Random } from './random';

/** Sky over the whole drawing, with sun or moon, stars at night, and clouds. Answers where the sun stands. */
export function drawSky(drawing: Drawing, random: Random, light: Palette, horizon: number): Point {
  const { width, height } = drawing;
  drawing.background(drawing.linear([[light.skyTop, 0], [light.skyLow, horizon / height], [light.skyLow, 1]]));
  const sun: Point = [width * random.between(0.1, 0.9), horizon * random.between(0.2, 0.85)];
  const radius = height * random.between(0.035, 0.09);
  if (light.night) drawStars(drawing, random, horizon);
  drawing.glow(sun[0], sun[1], radius * random.between(5, 9), light.sun, 0.75);
  if (light.night) drawCrescent(drawing, sun, radius, light.sun);
  else drawing.circle(sun[0], sun[1], radius, light.sun, 0.95);
  for (let clouds = random.whole(1, 4); clouds > 0; clouds--) {
    drawCloud(drawing, random, width * random.next(), horizon * random.between(0.08, 0.6), height * random.between(0.1, 0.28), light);
  }
  return sun;
}

function drawCrescent(drawing: Drawing, [x, y]: Point, radius: number, colour: Colour): void {
  const [top, foot]: readonly Point[] = [[x + radius * 0.35, y - radius * 0.94], [x + radius * 0.35, y + radius * 0.94]];
  drawing.path(`M${at(top!)}A${radius} ${radius} 0 1 0 ${at(foot!)}A${radius * 1.15} ${radius * 1.15} 0 0 1 ${at(top!)}Z`, colour, 0.95);
}

function drawStars(drawing: Drawing, random: Random, horizon: number): void {
  for (let i = 0; i < 140; i++) {
    drawing.circle(drawing.width * random.next(), horizon * random.next() * 0.9, random.between(0.6, 2.2), '#ffffff', random.between(0.3, 0.95));
  }
}

function drawCloud(drawing: Drawing, random: Random, x: number, y: number, size: number, light: Palette): void {
  const colour = light.night ? lighter(light.skyLow, 0.12) : lighter(light.skyLow, 0.55);
  const puffs = random.whole(5, 9);
  // One path, so that where puffs overlap nothing shines through twice.
  let data = oval(x, y + size * 0.05, size * 1.15, size * 0.1);
  for (let i = 0; i < puffs; i++) {
    const along = i / (puffs - 1) - 0.5;
    const radius = Math.abs(size * (0.34 - Math.abs(along) * 0.4) * random.between(0.7, 1.15));
    data += oval(x + along * size * 2.1, y - radius * 0.35, radius * 1.5, radius);
  }
  drawing.path(data, drawing.linear([[colour, 0, 0.85], [colour, 1, 0.4]]));
}

/** An ellipse as path data. */
function oval(x: number, y: number, rx: number, ry: number): string {
  const [left, right]: readonly Point[] = [[x - rx, y], [x + rx, y]];
  return `M${at(left!)}A${rx} ${ry} 0 0 1 ${at(right!)}A${rx} ${ry} 0 0 1 ${at(left!)}Z`;
}

/** Heights along a ridge: a slow swell and finer and finer detail. */
export function ridge(drawing: Drawing, random: Random, base: number, swing: number, roughness: number): readonly Point[] {
  const waves = Array.from({ length: 6 }, (_, i) => ({
    length: random.between(0.6, 1.5) * 1.9 ** i,
    shift: random.between(0, Math.PI * 2),
    size: roughness ** i * random.between(0.5, 1),
  }));
  const steps = 90;
  return Array.from({ length: steps + 1 }, (_, i): Point => {
    const along = i / steps;
    const rise = waves.reduce((sum, { length, shift, size }) => sum + size * Math.sin(along * Math.PI * length * 1.6 + shift), 0);
    return [along * drawing.width, base - rise * swing];
  });
}

/** Ground from a ridge down to the lower edge. */
export function drawGround(drawing: Drawing, top: readonly Point[], colour: Colour, below: Colour): void {
  const { width, height } = drawing;
  drawing.path(`${curve(top)}L${at([width, height])}L${at([0, height])}Z`, drawing.linear([[colour, 0], [below, 1]]));
}

/** Jagged peaks with a lit and a shaded side, and snow. */
export function drawPeaks(drawing: Drawing, random: Random, base: number, light: Palette, sun: Point): void {
  const count = random.whole(2, 5);
  const colour = mix(light.far, light.near, random.between(0.15, 0.4));
  const places = Array.from({ length: count }, (_, i) => ((i + random.between(0.1, 0.9)) / count) * drawing.width);
  for (const x of places) {
    const rise = drawing.height * random.between(0.22, 0.5);
    const left = x - rise * random.between(0.8, 1.5);
    const right = x + rise * random.between(0.8, 1.5);
    const top: Point = [x, base - rise];
    const spine: readonly Point[] = [top, [x + rise * random.between(-0.12, 0.02), base - rise * 0.7], [x + rise * random.between(0, 0.15), base - rise * 0.4], [x + rise * random.between(-0.1, 0.1), base]];
    const towardsSun = sun[0] < x;
    drawing.polygon([[left, base], ...spine], towardsSun ? lighter(colour, 0.28) : darker(colour, 0.22));
    drawing.polygon([[right, base], ...spine], towardsSun ? darker(colour, 0.22) : lighter(colour, 0.28));
    const snow = random.between(0.18, 0.4);
    const at = (from: number, share: number): Point => [x + (from - x) * share, base - rise * (1 - share)];
    drawing.polygon([top, at(left, snow), at(left, snow * 0.62), spine[1]!, at(right, snow * 0.7), at(right, snow * 1.05)], '#ffffff', 0.82);
  }
}

/** A conifer standing on a point. */
export function drawPine(drawing: Drawing, random: Random, x: number, foot: number, tall: number, colour: Colour): void {
  drawing.rect(x - tall * 0.025, foot - tall * 0.14, tall * 0.05, tall * 0.16, darker(colour, 0.35));
  const tiers = 5;
  for (let tier = 0; tier < tiers; tier++) {
    const low = foot - tall * (0.1 + tier * 0.165);
    const half = tall * (0.24 - tier * 0.037) * random.between(0.9, 1.1);
    drawing.polygon([[x, low - tall * 0.3], [x + half, low], [x + half * 0.35, low - tall * 0.03], [x - half * 0.4, low - tall * 0.025], [x - half, low]], tier % 2 ? colour : darker(colour, 0.12));
  }
}

/** A leafy tree standing on a point. */
export function drawTree(drawing: Drawing, random: Random, x: number, foot: number, tall: number, leaf: Colour): void {
  const bark = mix('#4a3326', leaf, 0.15);
  drawing.path(`M${at([x - tall * 0.045, foot])}Q${at([x - tall * 0.01, foot - tall * 0.3])} ${at([x - tall * 0.02, foot - tall * 0.6])}L${at([x + tall * 0.02, foot - tall * 0.6])}Q${at([x + tall * 0.015, foot - tall * 0.3])} ${at([x + tall * 0.05, foot])}Z`, bark);
  for (let i = 0; i < 26; i++) {
    const angle = random.between(0, Math.PI * 2);
    const out = Math.sqrt(random.next()) * tall * 0.3;
    const shade = 0.5 - Math.sin(angle) * 0.35;
    drawing.circle(x + Math.cos(angle) * out, foot - tall * 0.68 + Math.sin(angle) * out * 0.85, tall * random.between(0.07, 0.14), shade > 0.5 ? lighter(leaf, (shade - 0.5) * 0.6) : darker(leaf, (0.5 - shade) * 0.7), 0.9);
  }
}

export function drawBirds(drawing: Drawing, random: Random, top: number, colour: Colour): void {
  const x = drawing.width * random.between(0.15, 0.8);
  for (let i = random.whole(3, 8); i > 0; i--) {
    const span = drawing.height * random.between(0.012, 0.028);
    const middle: Point = [x + random.between(-0.14, 0.14) * drawing.width, top * random.between(0.15, 0.8)];
    const wing = (side: 1 | -1): string => `Q${at([middle[0] + side * span * 0.4, middle[1] - span * 0.8])} ${at([middle[0] + side * span, middle[1] - span * 0.3])}`;
    drawing.line(`M${at(middle)}${wing(1)}M${at(middle)}${wing(-1)}`, colour, span * 0.14, 0.8);
  }
}

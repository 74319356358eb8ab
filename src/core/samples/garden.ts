import { darker, lighter, mix, palettes, type Colour } from './colour';
import { at, curve, type Drawing, type Point } from './drawing';
import type { Random } from './random';

const petals: readonly [Colour, ...Colour[]] = ['#e63961', '#f9c22e', '#ffffff', '#8e5bd0', '#f2845c', '#f7a8c4', '#3f7fd9', '#c81d52'];
const greens: readonly [Colour, ...Colour[]] = ['#2f6b3c', '#4c8a43', '#1f5147', '#77984a', '#35605a'];

/** Blossoms close by, the garden out of focus behind them. */
export function blossoms(drawing: Drawing, random: Random): void {
  const { width, height } = drawing;
  const green = random.pick(greens);
  drawBokeh(drawing, random, green, random.pick(petals));
  const flowers = Array.from({ length: random.whole(2, 6) }, () => ({
    x: width * random.between(0.12, 0.88),
    y: height * random.between(0.15, 0.7),
    size: height * random.between(0.1, 0.26),
  }));
  const colour = random.pick(petals);
  for (const { x, y, size } of flowers.sort((a, b) => a.size - b.size)) {
    drawStem(drawing, random, green, x, y, size);
    drawBlossom(drawing, random, random.chance(0.7) ? colour : random.pick(petals), x, y, size);
  }
}

function drawBokeh(drawing: Drawing, random: Random, green: Colour, tint: Colour): void {
  const { width, height } = drawing;
  const [one, two] = random.chance(0.5) ? [lighter(green, 0.3), darker(green, 0.5)] : [darker(green, 0.5), lighter(green, 0.25)];
  drawing.background(drawing.linear([[one, 0], [green, 0.5], [two, 1]], random.chance(0.5) ? 1 : 0, 1));
  for (let i = 0; i < 34; i++) {
    const colour = random.pick<Colour>([lighter(green, 0.4), mix(green, tint, 0.5), darker(green, 0.35), '#fff7d6']);
    drawing.circle(width * random.next(), height * random.next(), height * random.between(0.04, 0.19), colour, random.between(0.08, 0.26));
  }
}

function drawStem(drawing: Drawing, random: Random, green: Colour, x: number, y: number, size: number): void {
  const { height } = drawing;
  const foot: Point = [x + random.between(-1, 1) * size, height * 1.02];
  const bend: Point = [(x + foot[0]) / 2 + random.between(-0.4, 0.4) * size, (y + foot[1]) / 2];
  drawing.line(curve([[x, y], bend, foot]), darker(green, 0.15), size * 0.07);
  for (const side of [-1, 1] as const) {
    const tip: Point = [bend[0] + side * size * random.between(0.6, 1.1), bend[1] - size * random.between(0.1, 0.6)];
    drawing.path(`M${at(bend)}Q${at([bend[0] + side * size * 0.25, bend[1] - size * 0.5])} ${at(tip)}Q${at([bend[0] + side * size * 0.7, bend[1] + size * 0.1])} ${at(bend)}Z`, lighter(green, 0.08));
    drawing.line(`M${at(bend)}L${at(tip)}`, darker(green, 0.2), size * 0.015);
  }
}

function drawBlossom(drawing: Drawing, random: Random, colour: Colour, x: number, y: number, size: number): void {
  const count = random.whole(5, 14);
  const rows = count > 8 ? 2 : random.whole(1, 3);
  for (let row = 0; row < rows; row++) {
    const reach = size * (1 - row * 0.25);
    const fill = drawing.radial([[lighter(colour, 0.3 + row * 0.12), 0], [colour, 0.55], [darker(colour, 0.25 - row * 0.08), 1]]);
    for (let i = 0; i < count; i++) {
      const angle = ((i + row * 0.5) / count) * 360;
      drawing.ellipse(x, y - reach * 0.56, Math.max(reach * 0.16, (reach * 1.7) / count), reach * 0.46, fill, 0.96, angle, [x, y]);
    }
  }
  const heart = mix('#f6c343', darker(colour, 0.7), random.next() * 0.6);
  drawing.circle(x, y, size * 0.2, drawing.radial([[lighter(heart, 0.3), 0], [darker(heart, 0.4), 1]], 0.4, 0.35));
  for (let i = 0; i < 26; i++) {
    const out = size * 0.18 * Math.sqrt(i / 26);
    drawing.circle(x + Math.cos(i * 2.4) * out, y + Math.sin(i * 2.4) * out, size * 0.016, i % 3 ? darker(heart, 0.45) : lighter(heart, 0.5));
  }
}

/** Trunks in the mist, light falling in from one side. */
export function forest(drawing: Drawing, random: Random): void {
  const { width, height } = drawing;
  const light = random.pick(palettes);
  const mist = mix(light.skyLow, '#eef3e6', 0.4);
  const deep = mix(random.pick(greens), light.near, light.night ? 0.6 : 0.3);
  const from = random.between(0.1, 0.9);
  drawing.background(drawing.linear([[mix(mist, deep, 0.25), 0], [mist, 0.55], [mix(mist, deep, 0.45), 1]]));
  drawing.glow(width * from, height * 0.3, height * 0.75, light.sun, 0.9);
  for (let layer = 0; layer < 4; layer++) {
    const colour = mix(mist, darker(deep, 0.35), 0.2 + layer * 0.25);
    for (let i = random.whole(3, 8 - layer); i > 0; i--) {
      drawTrunk(drawing, random, colour, width * random.next(), height * (0.7 + layer * 0.09), width * (0.008 + layer * 0.011) * random.between(0.7, 1.6));
    }
    drawing.rect(0, height * (0.62 + layer * 0.09), width, height * 0.4, drawing.linear([[mix(mist, deep, layer * 0.27), 0, 0], [mix(mist, deep, 0.1 + layer * 0.29), 0.5, 0.85], [mix(mist, deep, 0.2 + layer * 0.26), 1]]));
  }
  for (let i = 0; i < 5; i++) {
    const x = width * (from + random.between(-0.12, 0.12));
    const spread = width * random.between(0.05, 0.14);
    const end = x + width * (0.5 - from) * random.between(0.6, 1.6);
    drawing.polygon([[x, -10], [x + spread * 0.3, -10], [end + spread * 2, height], [end, height]], light.sun, 0.11);
  }
  drawFerns(drawing, random, darker(deep, 0.3));
}

function drawTrunk(drawing: Drawing, random: Random, colour: Colour, x: number, foot: number, half: number): void {
  const lean = half * random.between(-2.5, 2.5);
  drawing.path(`M${at([x - half * 1.7, foot + half])}Q${at([x - half, foot - half * 4])} ${at([x + lean - half * 0.7, -10])}L${at([x + lean + half * 0.7, -10])}Q${at([x + half, foot - half * 4])} ${at([x + half * 1.9, foot + half])}Z`, drawing.linear([[lighter(colour, 0.12), 0], [darker(colour, 0.2), 1]], 1, 0));
  for (let i = random.whole(1, 4); i > 0; i--) {
    const y = foot * random.between(0.08, 0.6);
    const side = random.sign();
    drawing.line(`M${at([x + lean * 0.6, y])}Q${at([x + side * half * 5, y - half])} ${at([x + side * half * random.between(6, 12), y - half * random.between(2, 6)])}`, colour, half * 0.35);
  }
}

function drawFerns(drawing: Drawing, random: Random, colour: Colour): void {
  const { width, height } = drawing;
  for (let i = random.whole(5, 11); i > 0; i--) {
    const x = width * random.next();
    const size = height * random.between(0.1, 0.22);
    for (let frond = -3; frond <= 3; frond++) {
      drawing.path(`M${at([x, height])}Q${at([x + frond * size * 0.1, height - size])} ${at([x + frond * size * 0.36, height - size * (1 - Math.abs(frond) * 0.2)])}Q${at([x + frond * size * 0.22, height - size * 0.5])} ${at([x, height])}Z`, mix(colour, '#86a95a', random.next() * 0.35), 0.95);
    }
  }
}

import { darker, lighter, mix, palettes, type Colour, type Palette } from './colour';
import { at, type Drawing } from './drawing';
import { drawSky } from './nature';
import type { Random } from './random';

/** A skyline over a river, windows lit. */
export function skyline(drawing: Drawing, random: Random): void {
  const light = random.pick(palettes);
  const { width, height } = drawing;
  const quay = height * random.between(0.74, 0.88);
  drawSky(drawing, random, light, quay);
  for (let layer = 0; layer < 3; layer++) drawRow(drawing, random, light, quay, layer);
  drawing.rect(0, quay, width, height - quay, drawing.linear([[mix(light.water, light.skyLow, 0.25), 0], [darker(light.water, 0.55), 1]]));
  for (let i = 0; i < 120; i++) {
    const y = quay + (height - quay) * random.next();
    drawing.rect(width * random.next(), y, width * random.between(0.01, 0.045), height * 0.0025, random.chance(0.5) ? light.sun : random.pick(light.accents), random.between(0.15, 0.5));
  }
}

function drawRow(drawing: Drawing, random: Random, light: Palette, quay: number, layer: number): void {
  const { width, height } = drawing;
  const colour = mix(mix(light.far, light.skyLow, 0.25), light.near, 0.15 + layer * 0.34);
  const centre = random.between(0.1, 0.9);
  let x = -width * 0.02;
  while (x < width) {
    const across = width * random.between(0.035, 0.085);
    const nearness = Math.max(0, 1 - Math.abs(x / width - centre) * 2.2);
    const tall = height * (0.1 + (0.5 - layer * 0.1) * nearness * random.between(0.5, 1) + random.between(0, 0.14));
    drawTower(drawing, random, light, x, quay, across, tall, mix(colour, random.pick(light.accents), random.between(0, 0.1)));
    x += across * random.between(0.85, 1.2);
  }
}

function drawTower(drawing: Drawing, random: Random, light: Palette, x: number, foot: number, across: number, tall: number, colour: Palette['sun']): void {
  drawing.rect(x, foot - tall, across, tall, drawing.linear([[lighter(colour, 0.1), 0], [darker(colour, 0.15), 1]], 1, 0));
  const top = foot - tall;
  const cap = random.whole(0, 4);
  if (cap === 0) drawing.polygon([[x, top], [x + across / 2, top - across * 0.8], [x + across, top]], darker(colour, 0.1));
  if (cap === 1) drawing.line(`M${at([x + across / 2, top])}L${at([x + across / 2, top - across * 0.9])}`, colour, across * 0.05);
  if (cap === 2) drawing.rect(x + across * 0.2, top - across * 0.25, across * 0.6, across * 0.26, colour);
  const cell = across / random.whole(4, 6);
  const lit = light.night ? 0.55 : random.between(0.25, 0.5);
  let bright = '';
  let dark = '';
  for (let y = top + cell * 0.5; y < foot - cell; y += cell * 1.25) {
    for (let column = 0.5; (column + 0.8) * cell < across; column++) {
      const pane = `M${at([x + column * cell + cell * 0.15, y])}h${(cell * 0.55).toFixed(1)}v${(cell * 0.7).toFixed(1)}h${(cell * -0.55).toFixed(1)}z`;
      if (random.chance(lit)) bright += pane;
      else dark += pane;
    }
  }
  drawing.path(bright, mix(light.sun, '#ffcf70', 0.5), 0.75);
  drawing.path(dark, darker(colour, 0.3), 0.75);
}

/** A row of gabled houses along a canal, each its own colour. */
export function canalHouses(drawing: Drawing, random: Random): void {
  const light = random.pick(palettes);
  const { width, height } = drawing;
  const quay = height * random.between(0.72, 0.82);
  drawSky(drawing, random, light, quay);
  const reflections: (readonly [number, number, Palette['sun']])[] = [];
  let x = -width * random.between(0, 0.08);
  while (x < width) {
    const across = width * random.between(0.11, 0.2);
    const tall = height * random.between(0.26, 0.52);
    const colour = mix(random.pick(light.accents), random.pick<Colour>(['#b5651d', '#8c2f39', '#e9d8a6', '#52796f', '#d8e2dc', '#354f6b']), random.between(0.3, 0.8));
    drawGable(drawing, random, light, x, quay, across, tall, mix(colour, light.near, light.night ? 0.55 : 0.06));
    reflections.push([x, across, colour]);
    x += across * 1.01;
  }
  drawing.rect(0, quay, width, height - quay, drawing.linear([[mix(light.water, light.near, 0.2), 0], [darker(light.water, 0.4), 1]]));
  for (const [left, across, colour] of reflections) {
    for (let i = 0; i < 9; i++) drawing.ellipse(left + across / 2 + across * random.between(-0.12, 0.12), quay + (height - quay) * (i / 9 + 0.05), across * random.between(0.25, 0.45), height * 0.008, colour, 0.5 - i * 0.045);
  }
  drawing.rect(0, quay - height * 0.012, width, height * 0.022, mix('#6b6257', light.near, 0.3));
}

function drawGable(drawing: Drawing, random: Random, light: Palette, x: number, foot: number, across: number, tall: number, colour: Palette['sun']): void {
  const top = foot - tall;
  const steps = random.whole(0, 2);
  const trim = mix('#fff8ea', light.near, light.night ? 0.45 : 0);
  drawing.rect(x, top, across, tall, drawing.linear([[colour, 0], [darker(colour, 0.22), 1]], 1, 0));
  if (steps === 0) drawing.polygon([[x, top + 1], [x + across / 2, top - across * 0.55], [x + across, top + 1]], darker(colour, 0.12));
  else for (let i = 0; i < 4; i++) drawing.rect(x + (across * i) / 8, top - (across * (i + 1)) / 9, across * (1 - i / 4), across / 8.5, darker(colour, 0.08));
  if (steps === 2) drawing.circle(x + across / 2, top - across * 0.2, across * 0.09, trim);
  const columns = random.whole(2, 3);
  const pane = across / (columns * 1.75);
  for (let y = top + pane * 0.4; y < foot - pane * 2; y += pane * 1.9) {
    for (let column = 0; column < columns; column++) {
      const left = x + (across / columns) * (column + 0.5) - pane / 2;
      drawing.rect(left - pane * 0.1, y - pane * 0.1, pane * 1.2, pane * 1.5, trim);
      drawing.rect(left, y, pane, pane * 1.3, random.chance(light.night ? 0.6 : 0.15) ? '#ffd98a' : darker(light.skyTop, 0.35));
      drawing.rect(left + pane * 0.46, y, pane * 0.08, pane * 1.3, trim);
    }
  }
  drawing.rect(x + across * 0.36, foot - across * 0.42, across * 0.26, across * 0.42, darker(colour, 0.6), 1, across * 0.03);
}

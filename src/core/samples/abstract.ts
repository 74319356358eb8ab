import { darker, lighter, mix, palettes, type Colour } from './colour';
import { at, curve, type Drawing, type Point } from './drawing';
import type { Random } from './random';

/** A wall of tiles, each with a quarter circle, a dot or a triangle. */
export function tiles(drawing: Drawing, random: Random): void {
  const { width, height } = drawing;
  const { accents, near, skyLow, far } = random.pick(palettes);
  const colours: readonly [Colour, ...Colour[]] = [near, skyLow, far, ...accents];
  drawing.background(skyLow);
  const across = random.whole(3, 6);
  const size = width / across;
  for (let row = 0; row * size < height; row++) {
    for (let column = 0; column < across; column++) drawTile(drawing, random, colours, column * size, row * size, size);
  }
}

function drawTile(drawing: Drawing, random: Random, colours: readonly [Colour, ...Colour[]], x: number, y: number, size: number): void {
  drawing.rect(x, y, size + 1, size + 1, random.pick(colours));
  const colour = random.pick(colours);
  const [cx, cy] = [x + (random.chance(0.5) ? 0 : size), y + (random.chance(0.5) ? 0 : size)];
  const [ox, oy] = [2 * x + size - cx, 2 * y + size - cy];
  switch (random.whole(0, 4)) {
    case 0: {
      const clockwise = (cx < ox) === (cy < oy) ? 1 : 0;
      for (const [reach, fill] of [[1, colour], [0.55, random.pick(colours)]] as const) {
        const [px, py] = [cx + (ox - cx) * reach, cy + (oy - cy) * reach];
        drawing.path(`M${at([cx, cy])}L${at([px, cy])}A${size * reach} ${size * reach} 0 0 ${clockwise} ${at([cx, py])}Z`, fill);
      }
      break;
    }
    case 1:
      drawing.circle(x + size / 2, y + size / 2, size * 0.4, colour);
      drawing.circle(x + size / 2, y + size / 2, size * 0.18, random.pick(colours));
      break;
    case 2:
      drawing.polygon([[cx, cy], [ox, cy], [cx, oy]], colour);
      break;
    case 3:
      for (let i = 0; i < 3; i++) drawing.rect(x, y + (size * (2 * i + 0.5)) / 6, size + 1, size / 6, colour);
      break;
    default:
      drawing.polygon([[x + size / 2, y + size * 0.08], [x + size * 0.92, y + size / 2], [x + size / 2, y + size * 0.92], [x + size * 0.08, y + size / 2]], colour);
  }
}

/** Sheets of colour that flow over each other. */
export function waves(drawing: Drawing, random: Random): void {
  const { width, height } = drawing;
  const light = random.pick(palettes);
  const [from, to] = random.chance(0.5) ? [light.skyLow, light.near] : [light.near, light.skyLow];
  const upright = random.chance(0.6);
  drawing.background(from);
  const layers = random.whole(5, 9);
  for (let layer = 0; layer < layers; layer++) {
    const share = (layer + 0.6) / layers;
    const swing = random.between(0.06, 0.17);
    const [shift, turns] = [random.between(0, Math.PI * 2), random.between(0.7, 2)];
    const points = Array.from({ length: 9 }, (_, i): Point => {
      const along = i / 8;
      const out = share + swing * Math.sin(along * Math.PI * turns + shift);
      return upright ? [out * width, along * height] : [along * width, out * height];
    });
    const colour = random.chance(0.3) ? random.pick(light.accents) : mix(from, to, share);
    const end = upright ? `L${at([width, height])}L${at([width, 0])}Z` : `L${at([width, height])}L${at([0, height])}Z`;
    drawing.path(`${curve(points.map(([x, y]): Point => [x + (upright ? -14 : 0), y - (upright ? 0 : 14)]))}${end}`, '#000000', 0.16);
    drawing.path(`${curve(points)}${end}`, drawing.linear([[lighter(colour, 0.16), 0], [darker(colour, 0.14), 1]], upright ? 0 : 1, upright ? 1 : 0));
  }
  drawing.circle(width * random.between(0.12, 0.88), height * random.between(0.15, 0.85), height * random.between(0.07, 0.16), random.pick(light.accents));
}

/** Discs, rings and bars held in balance. */
export function discs(drawing: Drawing, random: Random): void {
  const { width, height } = drawing;
  const light = random.pick(palettes);
  const paper = mix(light.skyLow, '#fffaf0', 0.5);
  drawing.background(drawing.linear([[paper, 0], [mix(paper, light.far, 0.5), 1]], 1, 1));
  for (let i = random.whole(5, 10); i > 0; i--) {
    const colour = random.pick<Colour>([light.near, light.far, light.skyTop, ...light.accents]);
    const [x, y] = [width * random.between(0.05, 0.95), height * random.between(0.05, 0.95)];
    const radius = height * random.between(0.07, 0.3);
    switch (random.whole(0, 3)) {
      case 0:
        drawing.circle(x, y, radius, drawing.radial([[lighter(colour, 0.25), 0], [colour, 0.7], [darker(colour, 0.3), 1]], 0.35, 0.3), 0.95);
        break;
      case 1:
        for (let ring = 4; ring > 0; ring--) drawing.circle(x, y, (radius * ring) / 4, ring % 2 ? paper : colour, 0.95);
        break;
      case 2:
        drawing.ellipse(x, y, radius * 1.9, radius * 0.14, colour, 0.95, random.between(-80, 80));
        break;
      default:
        drawing.path(`M${at([x - radius, y])}A${radius} ${radius} 0 0 ${random.whole(0, 1)} ${at([x + radius, y])}Z`, colour, 0.95);
    }
  }
}

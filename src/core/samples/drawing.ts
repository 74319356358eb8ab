import type { Colour } from './colour';

export type Point = readonly [x: number, y: number];
export type Fill = Colour | `url(#${string})`;
/** Colour, place along the gradient 0–1, opacity 0–1. */
export type Stop = readonly [colour: Colour, at: number, opacity?: number];

/** A picture under construction, in its own units; back to front. */
export class Drawing {
  #defs = '';
  #shapes = '';
  #gradients = 0;

  constructor(
    readonly width: number,
    readonly height: number,
  ) {}

  /** A gradient over a shape's own box; downwards unless told where to (in shares of the box). */
  linear(stops: readonly Stop[], toX = 0, toY = 1): Fill {
    return this.#define(`linearGradient x1="0" y1="0" x2="${toX}" y2="${toY}"`, stops);
  }

  /** A gradient outwards from a point of a shape's box. */
  radial(stops: readonly Stop[], x = 0.5, y = 0.5): Fill {
    return this.#define(`radialGradient cx="${x}" cy="${y}" r="${x === 0.5 && y === 0.5 ? 0.5 : 0.75}"`, stops);
  }

  background(fill: Fill): void {
    this.rect(0, 0, this.width, this.height, fill);
  }

  rect(x: number, y: number, width: number, height: number, fill: Fill, opacity = 1, radius = 0): void {
    const round = radius === 0 ? '' : ` rx="${short(radius)}"`;
    this.#add(`rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}"${round}`, fill, opacity);
  }

  circle(x: number, y: number, radius: number, fill: Fill, opacity = 1): void {
    this.#add(`circle cx="${short(x)}" cy="${short(y)}" r="${short(radius)}"`, fill, opacity);
  }

  /** An ellipse, turned by degrees about a point (its centre unless told). */
  ellipse(x: number, y: number, rx: number, ry: number, fill: Fill, opacity = 1, degrees = 0, about: Point = [x, y]): void {
    const turn = degrees === 0 ? '' : ` transform="rotate(${short(degrees)} ${short(about[0])} ${short(about[1])})"`;
    this.#add(`ellipse cx="${short(x)}" cy="${short(y)}" rx="${short(rx)}" ry="${short(ry)}"${turn}`, fill, opacity);
  }

  polygon(points: readonly Point[], fill: Fill, opacity = 1): void {
    this.#add(`polygon points="${points.map(([x, y]) => `${short(x)},${short(y)}`).join(' ')}"`, fill, opacity);
  }

  /** SVG path data. */
  path(data: string, fill: Fill, opacity = 1): void {
    this.#add(`path d="${data}"`, fill, opacity);
  }

  line(data: string, colour: Colour, width: number, opacity = 1): void {
    this.#shapes += `<path d="${data}" fill="none" stroke="${colour}" stroke-width="${short(width)}" stroke-linecap="round" stroke-linejoin="round"${translucent(opacity)}/>`;
  }

  /** Light around a point, fading out. */
  glow(x: number, y: number, radius: number, colour: Colour, strength: number): void {
    this.circle(x, y, radius, this.radial([[colour, 0, strength], [colour, 0.35, strength * 0.45], [colour, 1, 0]]));
  }

  /** An SVG document (SVG 1.1) that renders to `pixelWidth` pixels across. */
  toSvg(pixelWidth: number): string {
    const { width, height } = this;
    const pixelHeight = Math.round((pixelWidth * height) / width);
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" width="${pixelWidth}" height="${pixelHeight}" viewBox="0 0 ${width} ${height}" ` +
      `preserveAspectRatio="none"><defs>${this.#defs}</defs>${this.#shapes}</svg>`
    );
  }

  #define(element: string, stops: readonly Stop[]): Fill {
    const id = `g${this.#gradients++}`;
    const inside = stops.map(
      ([colour, at, opacity = 1]) => `<stop offset="${short(at)}" stop-color="${colour}"${opacity === 1 ? '' : ` stop-opacity="${short(opacity)}"`}/>`,
    );
    const name = element.slice(0, element.indexOf(' '));
    this.#defs += `<${element} id="${id}">${inside.join('')}</${name}>`;
    return `url(#${id})`;
  }

  #add(element: string, fill: Fill, opacity: number): void {
    this.#shapes += `<${element} fill="${fill}"${translucent(opacity)}/>`;
  }
}

function translucent(opacity: number): string {
  return opacity === 1 ? '' : ` opacity="${short(opacity)}"`;
}

function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** A smooth curve through points (Catmull–Rom, as cubic Béziers), as path data that starts with M. */
export function curve(points: readonly Point[]): string {
  let data = '';
  points.forEach((point, i) => {
    const before = points[i - 1];
    if (!before) {
      data = `M${at(point)}`;
      return;
    }
    const [x0, y0] = points[i - 2] ?? before;
    const [x3, y3] = points[i + 1] ?? point;
    const leave: Point = [before[0] + (point[0] - x0) / 6, before[1] + (point[1] - y0) / 6];
    const arrive: Point = [point[0] - (x3 - before[0]) / 6, point[1] - (y3 - before[1]) / 6];
    data += `C${at(leave)} ${at(arrive)} ${at(point)}`;
  });
  return data;
}

export function at([x, y]: Point): string {
  return `${short(x)},${short(y)}`;
}

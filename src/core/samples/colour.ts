/** `#rrggbb`. */
export type Colour = `#${string}`;

/** Between two colours, 0 the first – 1 the second. */
export function mix(from: Colour, to: Colour, share: number): Colour {
  const [a, b] = [channels(from), channels(to)];
  return toColour(a.map((value, i) => value + (b[i]! - value) * share));
}

export function lighter(colour: Colour, share: number): Colour {
  return mix(colour, '#ffffff', share);
}

export function darker(colour: Colour, share: number): Colour {
  return mix(colour, '#0b0d18', share);
}

function channels(colour: Colour): readonly number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

function toColour(values: readonly number[]): Colour {
  return `#${values.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;
}

/** The light of a time and place. */
export interface Palette {
  readonly skyTop: Colour;
  readonly skyLow: Colour;
  readonly sun: Colour;
  /** Land from the horizon to the viewer. */
  readonly far: Colour;
  readonly near: Colour;
  readonly water: Colour;
  readonly accents: readonly [Colour, ...Colour[]];
  readonly night: boolean;
}

export const palettes: readonly [Palette, ...Palette[]] = [
  {
    skyTop: '#2f6fb0', skyLow: '#cfe6f2', sun: '#fff6d8', far: '#8fb0c4', near: '#1f4a3a', water: '#3d7ea6', night: false,
    accents: ['#e4572e', '#f6c244', '#fdfcf7', '#c8324f'],
  },
  {
    skyTop: '#40346b', skyLow: '#f7b267', sun: '#ffe3a1', far: '#b5748a', near: '#2a1a38', water: '#8d5a83', night: false,
    accents: ['#f25f5c', '#ffe066', '#fff4e0', '#70c1b3'],
  },
  {
    skyTop: '#f28f6b', skyLow: '#fde8c9', sun: '#fffdf2', far: '#d9a69a', near: '#5b3a4b', water: '#d58f86', night: false,
    accents: ['#2f6690', '#f4d35e', '#ffffff', '#9c3848'],
  },
  {
    skyTop: '#0c1533', skyLow: '#3f5b93', sun: '#f3f1e0', far: '#3a4f7f', near: '#070b1c', water: '#22386b', night: true,
    accents: ['#ffd166', '#ef8354', '#e8eddf', '#7ea8f8'],
  },
  {
    skyTop: '#7fa7b8', skyLow: '#eef1ea', sun: '#ffffff', far: '#b4c3c1', near: '#33483f', water: '#8aa9ad', night: false,
    accents: ['#d1495b', '#edae49', '#f7f7f2', '#30638e'],
  },
  {
    skyTop: '#1e8a9c', skyLow: '#c9f0dc', sun: '#fffbe0', far: '#6cb7a4', near: '#0c4d48', water: '#1aa6a6', night: false,
    accents: ['#ff7f51', '#ffd23f', '#ffffff', '#ce2d4f'],
  },
  {
    skyTop: '#8a3b4d', skyLow: '#f6a05a', sun: '#fff0b8', far: '#c96f4f', near: '#3d1620', water: '#a64e50', night: false,
    accents: ['#1d3557', '#f9dc5c', '#fcefe0', '#457b9d'],
  },
  {
    skyTop: '#5d7fc2', skyLow: '#f3d6e4', sun: '#fff5f5', far: '#a99cc9', near: '#2e2f5b', water: '#7f8cc9', night: false,
    accents: ['#ee6c8a', '#f9e79f', '#ffffff', '#3aa6a0'],
  },
  {
    skyTop: '#d9b36c', skyLow: '#fbf0d3', sun: '#ffffff', far: '#d0a566', near: '#5e4a22', water: '#b59a63', night: false,
    accents: ['#a63d2f', '#3b6064', '#fffaf0', '#e09f3e'],
  },
];

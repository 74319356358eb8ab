import { discs, tiles, waves } from './abstract';
import { canalHouses, skyline } from './city';
import { beach, lighthouse, sails } from './coast';
import { Drawing } from './drawing';
import { blossoms, forest } from './garden';
import { breakfast, stillLife } from './indoors';
import { balloons, cottage, desert, mountainLake } from './landscape';
import { portrait } from './portrait';
import { Random } from './random';

/** What there is to draw, and the album (folders under the library) that such a picture belongs in. */
const scenes = [
  { draw: mountainLake, album: 'Holidays/Alps' },
  { draw: blossoms, album: 'Garden' },
  { draw: sails, album: 'Holidays/Brittany' },
  { draw: portrait, album: 'Family' },
  { draw: skyline, album: 'City trips' },
  { draw: stillLife, album: 'Paintings' },
  { draw: cottage, album: 'Holidays/Country house' },
  { draw: forest, album: 'Walks' },
  { draw: lighthouse, album: 'Holidays/Brittany' },
  { draw: tiles, album: 'Design' },
  { draw: balloons, album: 'Holidays/Cappadocia' },
  { draw: breakfast, album: 'Food' },
  { draw: canalHouses, album: 'City trips/Amsterdam' },
  { draw: desert, album: 'Holidays/Morocco' },
  { draw: waves, album: 'Design' },
  { draw: beach, album: 'Holidays/Greece' },
  { draw: discs, album: 'Design' },
] as const;

/** Shapes of pictures, width and height in units; mostly a camera's. */
const frames = [[1500, 1000], [1500, 1000], [1400, 1050], [1500, 1000], [1050, 1400], [1200, 1200], [1600, 900]] as const;

export function albumOf(seed: number): string {
  return scenes[seed % scenes.length]!.album;
}

/**
 * A picture of something as an SVG document, always the same for the same seed. Seeds that follow each other
 * show different things. `widest` limits the width in pixels, which is otherwise 1,200–2,400.
 */
export function drawScene(seed: number, widest = Infinity): string {
  const random = new Random(seed);
  const [width, height] = random.pick(frames);
  const drawing = new Drawing(width, height);
  scenes[seed % scenes.length]!.draw(drawing, random);
  return drawing.toSvg(Math.min(widest, 8 * new Random(seed + 1e6).whole(150, height > width ? 200 : 300)));
}

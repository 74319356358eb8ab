import { useApp } from '../app/app-context';
import { cx } from '../ui/cx';
import type { Affine } from '../../shared/affine';
import { apply } from './affine';
import { Divider } from './Divider';
import { corners, placeOn, type Size } from './layout';
import { shownAt, type View } from './lens';
import { Badge } from './Pane';
import { Picture } from './Picture';
import type { Comparison } from './use-comparison';
import styles from './Stacked.module.css';

/** Two pictures in one place: in turn, by their difference, or cut along a line. */
export function Stacked({ comparison, view }: { readonly comparison: Comparison; readonly view: View }) {
  const { compare } = useApp();
  const { kept, against, place, lens, mode, top, strength, divider } = comparison;
  const { density } = view;
  const under = shownAt(placeOn(kept, kept), view, lens, true);
  const over = shownAt(placeOn(kept, against), view, lens, true);
  const first = <Badge number={1}>Keep</Badge>;

  switch (mode) {
    case 'flicker':
      return (
        <>
          {/* Both stay drawn, so that the change from one to the other is instant. */}
          <Picture file={kept.file} at={under} density={density} className={top === 'copy' && styles['away']} />
          <Picture file={against.file} at={over} density={density} className={top === 'kept' && styles['away']} />
          {top === 'kept' ? first : <Badge number={place + 2} chosen />}
          <p role="status" className={styles['caption']}>
            {top === 'kept' ? 'Keep' : 'Copy'}: <bdi>{(top === 'kept' ? kept : against).file.name}</bdi>
          </p>
        </>
      );
    case 'difference':
      return (
        <>
          <div className={styles['layer']} style={{ clipPath: outline(kept.file, under), filter: strength === 1 ? 'none' : `brightness(${strength})` }}>
            <div className={cx(styles['layer'], styles['black'])} style={{ clipPath: outline(against.file, over) }}>
              <Picture file={kept.file} at={under} density={density} exact />
              <Picture file={against.file} at={over} density={density} exact className={styles['subtracted']} />
            </div>
          </div>
          <p role="status" className={styles['caption']}>
            {strength === 1 ? 'Black where both are equal' : `Black where both are equal, differences ${strength} times as strong`}
          </p>
        </>
      );
    default:
      return (
        <>
          <div className={styles['layer']} style={{ clipPath: `inset(0 ${100 - divider * 100}% 0 0)` }}>
            <Picture file={kept.file} at={under} density={density} />
          </div>
          <div className={styles['layer']} style={{ clipPath: `inset(0 0 0 ${divider * 100}%)` }}>
            <Picture file={against.file} at={over} density={density} />
          </div>
          {first}
          <Badge number={place + 2} at="right" chosen />
          <Divider at={divider} onMove={(at) => compare.set({ divider: at })} />
        </>
      );
  }
}

/**
 * The outline of a picture in a pane, as a CSS shape: outside of it there is nothing to compare with. A hair inside, for half covered
 * pixels at the edge would be differences.
 */
function outline(file: Size, at: Affine): string {
  const middle = apply(at, { x: file.width / 2, y: file.height / 2 });
  const inwards = (edge: number, centre: number) => edge + Math.sign(centre - edge);
  const points = corners(file).map((corner) => {
    const { x, y } = apply(at, corner);
    return { x: inwards(x, middle.x), y: inwards(y, middle.y) };
  });
  return `polygon(${points.map(({ x, y }) => `${x.toFixed(2)}px ${y.toFixed(2)}px`).join(', ')})`;
}

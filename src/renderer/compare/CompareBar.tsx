import { ArrowLeftRight, Columns2, Contrast, Expand, Maximize, Minus, Plus, SquareSplitHorizontal } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Group } from '../../shared/groups';
import { useApp } from '../app/app-context';
import { keysOf, withKeys } from '../app/shortcuts';
import type { CompareMode } from '../state/compare';
import { Button, IconButton } from '../ui/Button';
import { percent } from '../ui/format';
import { actualScale, fitting, zoomedTo, zoomStep, type View } from './lens';
import type { Comparison } from './use-comparison';
import styles from './CompareBar.module.css';

const modes: readonly { readonly mode: CompareMode; readonly label: string; readonly icon: ReactNode }[] = [
  { mode: 'side', label: 'Side by side', icon: <Columns2 size={16} /> },
  { mode: 'flicker', label: 'Flicker', icon: <ArrowLeftRight size={16} /> },
  { mode: 'difference', label: 'Difference', icon: <Contrast size={16} /> },
  { mode: 'overlay', label: 'Overlay', icon: <SquareSplitHorizontal size={16} /> },
];

interface CompareBarProps {
  readonly group: Group;
  readonly comparison: Comparison;
  readonly view: View | null;
  readonly whole: boolean;
}

/** How to look at the pictures, and how closely. */
export function CompareBar({ group, comparison, view, whole }: CompareBarProps) {
  const { compare, view: screen } = useApp();
  const { mode, aligned, strength, lens } = comparison;
  const now = view && (lens ?? fitting(view));

  function zoom(scale: number): void {
    if (view) compare.look(group.id, zoomedTo(view, lens, scale));
  }
  function show(wanted: CompareMode): void {
    if (wanted === 'side') compare.set({ mode: 'side' });
    else if (wanted === 'flicker') compare.flick();
    else compare.toggle(wanted);
  }

  return (
    <div className={styles['bar']} role="toolbar" aria-label="Comparison">
      <div className={styles['modes']} role="group" aria-label="View">
        {modes.map(({ mode: each, label, icon }) => (
          <Button key={each} look="quiet" icon={icon} aria-pressed={mode === each} aria-keyshortcuts={keysOf('view', each)} title={withKeys(label, 'view', each)} onClick={() => show(each)}>
            {label}
          </Button>
        ))}
      </div>
      {mode === 'side' && (
        <Button look="quiet" className={styles['toggle']} aria-pressed={aligned} title={withKeys('Show copies turned, mirrored and cut to lie as the kept picture does', 'view', 'align')} onClick={() => compare.set({ aligned: !aligned })}>
          Align
        </Button>
      )}
      {mode === 'difference' && (
        <Button look="quiet" className={styles['strength']} aria-label={`Strengthen differences, now ${strength} times`} title="How many times stronger differences are shown" onClick={compare.strengthen}>
          ×{strength}
        </Button>
      )}
      <span className={styles['space']} />
      <div className={styles['zoom']} role="group" aria-label="Zoom">
        <IconButton label="Zoom out" keys={keysOf('view', 'farther')} icon={<Minus size={16} />} onClick={() => now && zoom(now.scale / zoomStep)} />
        <Button look="quiet" className={styles['scale']} title={withKeys('One pixel to each of the screen’s', 'view', 'actual')} onClick={() => view && zoom(actualScale(view))}>
          {now ? percent(now.scale * view.density) : '–'}
        </Button>
        <IconButton label="Zoom in" keys={keysOf('view', 'closer')} icon={<Plus size={16} />} onClick={() => now && zoom(now.scale * zoomStep)} />
        <IconButton label="Show all of it" keys={keysOf('view', 'whole')} icon={<Maximize size={16} />} unavailable={!lens && 'All of it is shown.'} onClick={() => compare.look(group.id, null)} />
      </div>
      {!whole && <IconButton label="Compare in the whole window" keys={keysOf('pictures', 'compare')} icon={<Expand size={16} />} onClick={() => screen.open({ kind: 'compare' })} />}
    </div>
  );
}

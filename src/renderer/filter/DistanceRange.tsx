import { Slider } from '@base-ui/react/slider';
import { useState } from 'react';
import { radiusRange } from '../../shared/settings';
import type { Span } from '../../shared/query';
import slider from '../settings/Strictness.module.css';

/** How far the least alike copy of a group is. The whole range leaves it open. */
export function DistanceRange({ span, onChange }: { readonly span: Span; readonly onChange: (span: Span) => void }) {
  const [dragged, setDragged] = useState<readonly number[] | null>(null);
  const ends = dragged ?? [span.min ?? radiusRange.min, span.max ?? radiusRange.max];
  return (
    <Slider.Root
      value={ends}
      min={radiusRange.min}
      max={radiusRange.max}
      onValueChange={(value) => setDragged(value)}
      onValueCommitted={([min = radiusRange.min, max = radiusRange.max]) => {
        setDragged(null);
        onChange({ min: min === radiusRange.min ? null : min, max: max === radiusRange.max ? null : max });
      }}
    >
      <div className={slider['line']}>
        <Slider.Label className={slider['label']}>Distance</Slider.Label>
        <Slider.Control className={slider['control']}>
          <Slider.Track className={slider['track']}>
            <Slider.Indicator className={slider['indicator']} />
            {(['Smallest distance', 'Largest distance'] as const).map((label, index) => (
              <Slider.Thumb key={label} index={index} aria-label={label} className={slider['thumb']} />
            ))}
          </Slider.Track>
        </Slider.Control>
        <span>
          {ends[0]}–{ends[1]}
        </span>
      </div>
    </Slider.Root>
  );
}

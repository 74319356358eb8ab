import { Slider } from '@base-ui/react/slider';
import { useState } from 'react';
import { useStore } from 'zustand';
import { radiusRange } from '../../shared/settings';
import { expectedFalsePairs } from '../../shared/false-pairs';
import { useApp } from '../app/app-context';
import { outcomeInWords, radiusInWords, strictnessInWords } from '../review/words';
import styles from './Strictness.module.css';

/** The radius as a slider from strict to loose, and what each would give. The groups follow when it is let go. */
export function Strictness() {
  const { scan, settings } = useApp();
  const { groupsByRadius, images } = useStore(scan, (state) => state.scan.groups);
  const stored = useStore(settings.store, (state) => state.settings.radius);
  const [dragged, setDragged] = useState<number | null>(null);
  const radius = dragged ?? stored;
  const words = strictnessInWords(radius);

  return (
    <Slider.Root
      value={radius}
      min={radiusRange.min}
      max={radiusRange.max}
      onValueChange={setDragged}
      onValueCommitted={(value) => {
        setDragged(null);
        if (value !== stored) void settings.change({ radius: value });
      }}
    >
      <div className={styles['line']}>
        <Slider.Label className={styles['label']}>Strictness</Slider.Label>
        <Slider.Control className={styles['control']}>
          <Slider.Track className={styles['track']}>
            <Slider.Indicator className={styles['indicator']} />
            <Slider.Thumb
              className={styles['thumb']}
              getAriaValueText={(_, value) => `${strictnessInWords(value)}: ${radiusInWords(value)}`}
            />
          </Slider.Track>
        </Slider.Control>
        <span className={styles['value']} title={radiusInWords(radius)}>
          {words} ({radius})
        </span>
      </div>
      {images > 0 && <p className={styles['outcome']}>{outcomeInWords(groupsByRadius[radius] ?? null, expectedFalsePairs(radius, images))}</p>}
    </Slider.Root>
  );
}

import { Slider } from '@base-ui/react/slider';
import { useState } from 'react';
import { useStore } from 'zustand';
import { radiusRange } from '../../shared/domain';
import { useApp } from '../app/app-context';
import { radiusInWords, strictnessInWords } from '../review/words';
import styles from './Strictness.module.css';

/** The radius as a slider from strict to loose. The groups follow when it is let go. */
export function Strictness() {
  const { settings } = useApp();
  const stored = useStore(settings.store, (state) => state.settings.radius);
  const [dragged, setDragged] = useState<number | null>(null);
  const radius = dragged ?? stored;
  const words = strictnessInWords(radius);

  return (
    <Slider.Root
      className={styles['root']}
      value={radius}
      min={radiusRange.min}
      max={radiusRange.max}
      onValueChange={setDragged}
      onValueCommitted={(value) => {
        setDragged(null);
        if (value !== stored) void settings.change({ radius: value });
      }}
    >
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
    </Slider.Root>
  );
}

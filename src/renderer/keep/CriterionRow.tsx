import { ChevronDown, ChevronUp } from 'lucide-react';
import { useId, type KeyboardEvent } from 'react';
import { keepWeights, type KeepCriterion } from '../../shared/keep';
import { IconButton } from '../ui/Button';
import { cx } from '../ui/cx';
import { criterionWords, weightInWords } from './keep-words';
import styles from './CriterionRow.module.css';

interface CriterionRowProps {
  readonly criterion: KeepCriterion;
  readonly weight: number;
  readonly first: boolean;
  readonly last: boolean;
  readonly onWeigh: (weight: number) => void;
  /** By one place up (−1) or down (1). */
  readonly onMove: (by: -1 | 1) => void;
}

/** One thing that counts: how much, and before what else. */
export function CriterionRow({ criterion, weight, first, last, onWeigh, onMove }: CriterionRowProps) {
  const id = useId();
  const { name, rule } = criterionWords[criterion];
  function handleKey(event: KeyboardEvent): void {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    if (event.key === 'ArrowUp' && !first) onMove(-1);
    if (event.key === 'ArrowDown' && !last) onMove(1);
  }
  return (
    <li className={cx(styles['row'], weight === 0 && styles['off'])} onKeyDown={handleKey}>
      <div className={styles['name']}>
        <label htmlFor={id}>{name}</label>
        <small id={`${id}rule`}>{rule}</small>
      </div>
      <input
        id={id}
        type="range"
        min={keepWeights.min}
        max={keepWeights.max}
        value={weight}
        aria-valuetext={weightInWords(weight)}
        aria-describedby={`${id}rule`}
        className={styles['slider']}
        onChange={({ target }) => onWeigh(target.valueAsNumber)}
      />
      <output htmlFor={id} className={styles['weight']}>
        {weight === 0 ? 'Off' : weight}
      </output>
      <IconButton label={`Move ${name} up`} keys="Alt ↑" icon={<ChevronUp size={16} />} unavailable={first && 'It is the first already.'} onClick={() => onMove(-1)} />
      <IconButton label={`Move ${name} down`} keys="Alt ↓" icon={<ChevronDown size={16} />} unavailable={last && 'It is the last already.'} onClick={() => onMove(1)} />
    </li>
  );
}

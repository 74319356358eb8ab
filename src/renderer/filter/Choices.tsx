import styles from './FilterForm.module.css';

interface ChoicesProps<T extends string> {
  readonly legend: string;
  readonly all: readonly T[];
  readonly name: (value: T) => string;
  /** Empty: any. */
  readonly chosen: readonly T[];
  /** In the order of `all`. */
  readonly onChange: (chosen: readonly T[]) => void;
}

/** Any of some values, or all the same. */
export function Choices<T extends string>({ legend, all, name, chosen, onChange }: ChoicesProps<T>) {
  return (
    <fieldset className={styles['choices']}>
      <legend>{legend}</legend>
      {all.map((value) => (
        <label key={value} className={styles['choice']}>
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={({ target: { checked } }) => onChange(all.filter((other) => (other === value ? checked : chosen.includes(other))))}
          />
          {name(value)}
        </label>
      ))}
    </fieldset>
  );
}

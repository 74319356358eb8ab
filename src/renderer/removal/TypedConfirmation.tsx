import styles from './TypedConfirmation.module.css';

interface TypedConfirmationProps {
  readonly wanted: string;
  readonly typed: string;
  readonly onType: (text: string) => void;
}

/** For what can't be undone: the person types what will be done, the number of files included. */
export function TypedConfirmation({ wanted, typed, onType }: TypedConfirmationProps) {
  return (
    <label className={styles['confirmation']}>
      <span>
        Type <strong>{wanted}</strong> to confirm
      </span>
      <input
        type="text"
        className={styles['input']}
        value={typed}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => onType(target.value)}
      />
    </label>
  );
}

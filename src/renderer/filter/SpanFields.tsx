import { useEffect, useRef } from 'react';
import type { Span } from '../../shared/query';
import styles from './FilterForm.module.css';

type End = 'first' | 'last';

interface SpanFieldsProps {
  readonly legend: string;
  readonly type: 'number' | 'date';
  readonly span: Span;
  /** Null for text that is no value: that end stays open. */
  readonly read: (text: string, end: End) => number | null;
  readonly write: (value: number | null) => string;
  readonly onChange: (span: Span) => void;
}

/** Two inputs for the ends of a span, either of which may be empty. */
export function SpanFields({ legend, type, span, read, write, onChange }: SpanFieldsProps) {
  const field = (end: End) => {
    const key = end === 'first' ? 'min' : 'max';
    return (
      <Field
        type={type}
        label={`${legend}: ${end === 'first' ? 'from' : 'to'}`}
        value={span[key]}
        read={(text) => read(text, end)}
        write={write}
        onChange={(value) => onChange({ ...span, [key]: value })}
      />
    );
  };
  return (
    <fieldset>
      <legend>{legend}</legend>
      <div className={styles['span']}>
        {field('first')} <span aria-hidden="true">–</span> {field('last')}
      </div>
    </fieldset>
  );
}

interface FieldProps {
  readonly type: 'number' | 'date';
  readonly label: string;
  readonly value: number | null;
  readonly read: (text: string) => number | null;
  readonly write: (value: number | null) => string;
  readonly onChange: (value: number | null) => void;
}

/** Keeps the text as it is typed, which may not be a value yet, and takes over values that come from elsewhere. */
function Field({ type, label, value, read, write, onChange }: FieldProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current && read(input.current.value) !== value) input.current.value = write(value);
    // Only a value that comes from elsewhere writes to the input.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [value]);
  return (
    <input
      ref={input}
      type={type}
      aria-label={label}
      min={type === 'number' ? 0 : undefined}
      step="any"
      max={type === 'date' ? '9999-12-31' : undefined}
      defaultValue={write(value)}
      className={styles['input']}
      onChange={({ target }) => {
        const now = read(target.value);
        if (now !== value) onChange(now);
      }}
    />
  );
}

import { Search, X } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import { useApp } from '../app/app-context';
import { IconButton } from '../ui/Button';
import { useSearchKeys } from './use-search-keys';
import styles from './SearchField.module.css';

/** Long enough not to ask at every letter of a word, short enough to seem at once. */
const restMs = 120;

/** What paths have to contain. The list follows while one types. */
export function SearchField() {
  const { listing } = useApp();
  const text = useStore(listing.store, (state) => state.listing.query.text);
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useSearchKeys(input);
  useEffect(() => () => clearTimeout(timer.current), []);
  // Filters are also cleared elsewhere; what is being typed here is not overwritten by what was asked for before.
  useEffect(() => {
    if (input.current && input.current.value.trim() !== text) input.current.value = text;
  }, [text]);

  function ask(now: string): void {
    clearTimeout(timer.current);
    if (now.trim() !== text) listing.filter({ text: now.trim() });
  }
  function clear(): void {
    if (input.current) input.current.value = '';
    ask('');
  }
  function handleKey(event: KeyboardEvent<HTMLInputElement>): void {
    const { value } = event.currentTarget;
    if (event.key === 'Escape' && value !== '') clear();
    else if (event.key === 'Enter' || event.key === 'ArrowDown' || event.key === 'Escape') {
      ask(value);
      document.querySelector<HTMLElement>('[role="listbox"][aria-label="Groups"]')?.focus();
    } else return;
    event.preventDefault();
  }

  return (
    <div className={styles['field']} role="search">
      <Search size={14} aria-hidden="true" className={styles['icon']} />
      <input
        ref={input}
        type="text"
        aria-label="Search paths"
        aria-keyshortcuts="/ Control+F"
        placeholder="Search paths"
        title="Words that a path contains; a “whole phrase” in quotes (/)"
        autoComplete="off"
        spellCheck={false}
        maxLength={1000}
        defaultValue={text}
        className={styles['input']}
        onChange={({ target: { value } }) => {
          clearTimeout(timer.current);
          timer.current = setTimeout(() => ask(value), restMs);
        }}
        onKeyDown={handleKey}
      />
      {text !== '' && <IconButton label="Clear the search" icon={<X size={14} />} className={styles['clear']} onClick={clear} />}
    </div>
  );
}

import { useEffect, useRef, type RefObject } from 'react';
import type { Group } from '../../shared/domain';
import { useApp } from '../app/app-context';
import type { CompareState } from '../state/compare';
import { actualScale, fitting, pushed, through, zoomedTo, zoomStep, type Lens, type View } from './lens';
import type { Comparison } from './use-comparison';

const panStep = 64;
/** Held down longer than this, in milliseconds, a key means “for as long as I hold it”. */
const holdTime = 350;

interface Keys {
  readonly group: Group;
  readonly comparison: Comparison;
  /** Null until there is room. */
  readonly view: View | null;
  readonly stage: RefObject<HTMLElement | null>;
  /** Whether it has the whole window, and so every key. */
  readonly whole: boolean;
}

/** The keys of the comparison: letters and digits work wherever focus is, moves only on the pictures or where they have the window. */
export function useCompareKeys(keys: Keys): void {
  const { compare, marks, view: screen } = useApp();
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  const { whole } = keys;

  useEffect(() => {
    let held: { readonly before: Pick<CompareState, 'mode' | 'top'>; readonly since: number } | null = null;

    function down(event: KeyboardEvent): void {
      const { group, comparison, view, stage } = latest.current;
      const { others, place, against, lens } = comparison;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (!whole && screen.store.getState().dialog) return;

      const look = (next: Lens | null) => compare.look(group.id, next);
      const choose = (index: number) => {
        const other = others[Math.min(others.length - 1, Math.max(0, index))];
        if (other) compare.choose(group.id, other.file.id);
      };
      const zoom = (scale: (now: number) => number) => {
        if (view) look(zoomedTo(view, lens, scale((lens ?? fitting(view)).scale)));
      };
      const push = (dx: number, dy: number) => {
        if (view && lens) look(pushed(view, lens, through(view, lens), dx * panStep, dy * panStep));
      };

      function handle(): boolean {
        switch (event.key.toLowerCase()) {
          case 'f':
            if (!event.repeat) held = { before: compare.flick(), since: event.timeStamp };
            return true;
          case 's':
            compare.set({ mode: 'side' });
            return true;
          case 'd':
            compare.toggle('difference');
            return true;
          case 'o':
            compare.toggle('overlay');
            return true;
          case 'a':
            compare.set({ aligned: !comparison.aligned });
            return true;
          case '+':
          case '=':
            zoom((now) => now * zoomStep);
            return true;
          case '-':
            zoom((now) => now / zoomStep);
            return true;
          case '0':
            look(null);
            return true;
          case '1':
            zoom(() => (view ? actualScale(view) : 1));
            return true;
        }
        if (!/^[2-9]$/.test(event.key)) return movesHere(event.target) && handleMove();
        // The kept one is the first; a digit beyond the last copy means none.
        if (Number(event.key) - 2 < others.length) choose(Number(event.key) - 2);
        return true;
      }

      function movesHere(target: EventTarget | null): boolean {
        if (!(target instanceof Element) || target.closest('[role="slider"], article')) return false;
        return whole || target === stage.current;
      }

      function handleMove(): boolean {
        switch (event.key) {
          case 'ArrowLeft':
            if (lens) push(1, 0);
            else choose(place - 1);
            return true;
          case 'ArrowRight':
            if (lens) push(-1, 0);
            else choose(place + 1);
            return true;
          case 'ArrowUp':
            push(0, 1);
            return true;
          case 'ArrowDown':
            push(0, -1);
            return true;
          case 'PageUp':
            choose(place - 1);
            return true;
          case 'PageDown':
            choose(place + 1);
            return true;
          case 'Delete':
            marks.mark(against.file.id);
            return true;
          case 'k':
          case 'K':
            marks.keepInstead(against.file.id);
            return true;
          case 'Enter':
            if (whole || event.target !== stage.current) return false;
            screen.open({ kind: 'compare', group });
            return true;
          default:
            return false;
        }
      }

      if (handle()) event.preventDefault();
    }

    function up(event: KeyboardEvent): void {
      if (event.key.toLowerCase() !== 'f' || !held) return;
      if (event.timeStamp - held.since >= holdTime) compare.set(held.before);
      held = null;
    }

    // A dialog lets no arrow key out, so there keys are taken on their way in.
    const when = { capture: whole };
    window.addEventListener('keydown', down, when);
    window.addEventListener('keyup', up, when);
    return () => {
      window.removeEventListener('keydown', down, when);
      window.removeEventListener('keyup', up, when);
    };
  }, [compare, marks, whole, screen]);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select') !== null;
}

import { useEffect, useRef, type RefObject } from 'react';
import type { Group } from '../../shared/groups';
import { useApp } from '../app/app-context';
import { isTyping, pressed } from '../app/shortcuts';
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
  const { compare, dismissals, marks, view: screen } = useApp();
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  const { whole } = keys;

  useEffect(() => {
    let held: { readonly before: Pick<CompareState, 'mode' | 'top'>; readonly since: number } | null = null;

    function down(event: KeyboardEvent): void {
      const { group, comparison, view, stage } = latest.current;
      const { kept, others, place, against, lens } = comparison;
      if (event.defaultPrevented || isTyping(event.target)) return;
      const { dialog, shortcutsShown } = screen.store.getState();
      if (shortcutsShown || (!whole && dialog)) return;

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

      function handleView(shortcut: NonNullable<ReturnType<typeof pressed<'view'>>>): void {
        switch (shortcut) {
          case 'side':
            compare.set({ mode: 'side' });
            return;
          case 'flicker':
            if (!event.repeat) held = { before: compare.flick(), since: event.timeStamp };
            return;
          case 'difference':
            compare.toggle('difference');
            return;
          case 'overlay':
            compare.toggle('overlay');
            return;
          case 'align':
            compare.set({ aligned: !comparison.aligned });
            return;
          case 'closer':
            zoom((now) => now * zoomStep);
            return;
          case 'farther':
            zoom((now) => now / zoomStep);
            return;
          case 'whole':
            look(null);
            return;
          case 'actual':
            zoom(() => (view ? actualScale(view) : 1));
            return;
          case 'choose':
            // The kept one is the first; a digit beyond the last copy means none.
            if (Number(event.key) - 2 < others.length) choose(Number(event.key) - 2);
            return;
          case 'notCopies':
            void dismissals.dismissPair(group, against.file, kept.file);
        }
      }

      function movesHere(target: EventTarget | null): boolean {
        if (!(target instanceof Element) || target.closest('[role="slider"], article')) return false;
        return whole || target === stage.current;
      }

      /** Answers whether the key was meant for the pictures. */
      function handlePictures(shortcut: ReturnType<typeof pressed<'pictures'>>): boolean {
        switch (shortcut) {
          case 'left':
            if (lens) push(1, 0);
            else choose(place - 1);
            return true;
          case 'right':
            if (lens) push(-1, 0);
            else choose(place + 1);
            return true;
          case 'up':
            push(0, 1);
            return true;
          case 'down':
            push(0, -1);
            return true;
          case 'earlier':
            choose(place - 1);
            return true;
          case 'further':
            choose(place + 1);
            return true;
          case 'mark':
            marks.mark(against.file.id);
            return true;
          case 'keep':
            marks.keepInstead(against.file.id);
            return true;
          case 'compare':
            if (whole || event.target !== stage.current) return false;
            screen.open({ kind: 'compare' });
            return true;
          case null:
            return false;
        }
      }

      const shortcut = pressed('view', event);
      if (shortcut !== null) handleView(shortcut);
      else if (!movesHere(event.target) || !handlePictures(pressed('pictures', event))) return;
      event.preventDefault();
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
  }, [compare, dismissals, marks, whole, screen]);
}

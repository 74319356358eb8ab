import { useEffect } from 'react';

/** Where work goes on when the element that had focus is gone, the nearest first. */
const fallbacks = ['[role="dialog"]', '[role="listbox"][aria-label="Groups"]', 'main button', 'header button'];

/**
 * Keyboard focus is never lost: when the element that had it is taken away (a button whose work is done, a
 * dismissed notice) and nothing else has taken it, it goes to where work goes on.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let last: Element | null = null;
    const remember = () => {
      last = document.activeElement;
    };
    const check = () => {
      if (!last || last.isConnected || document.activeElement !== document.body) return;
      last = null;
      for (const selector of fallbacks) {
        const target = document.querySelector<HTMLElement>(selector);
        if (target) { target.focus(); return; }
      }
    };
    // A closing dialog gives focus back by itself, a moment after it is gone.
    const observer = new MutationObserver(() => {
      if (last && !last.isConnected) requestAnimationFrame(check);
    });
    document.addEventListener('focusin', remember);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', remember);
      observer.disconnect();
    };
  }, []);
}

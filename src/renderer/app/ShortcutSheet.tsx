import { useRef } from 'react';
import { useStore } from 'zustand';
import { Dialog } from '../ui/Dialog';
import { useApp } from './app-context';
import { keysInWords, shortcutSections, type Shortcut } from './shortcuts';
import styles from './ShortcutSheet.module.css';

/** All shortcuts on one page, as long as they are wanted. */
export function ShortcutSheet() {
  const { view } = useApp();
  const shown = useStore(view.store, (state) => state.shortcutsShown);
  const page = useRef<HTMLDivElement>(null);
  if (!shown) return null;
  return (
    <Dialog title="Keyboard shortcuts" size="large" onClose={() => view.showShortcuts(false)} initialFocus={page}>
      <div ref={page} role="region" aria-label="Shortcuts" tabIndex={0} className={styles['page']}>
        <div className={styles['columns']}>
          {shortcutSections.map((section) => (
            <section key={section.title} className={styles['section']}>
              <h3 className={styles['title']}>{section.title}</h3>
              <dl>
                {section.shortcuts.map((shortcut) => (
                  <Row key={shortcut.does} shortcut={shortcut} />
                ))}
              </dl>
            </section>
          ))}
        </div>
      </div>
    </Dialog>
  );
}

/** More keys than this are a run, of which the ends are enough. */
const mostKeys = 6;

function Row({ shortcut: { does, keys } }: { readonly shortcut: Shortcut }) {
  const words = keys.map((key) => keysInWords(key));
  return (
    <div className={styles['row']}>
      <dt className={styles['does']}>{does}</dt>
      <dd className={styles['keys']}>
        {words.length > mostKeys ? (
          <>
            <kbd>{words[0]}</kbd> – <kbd>{words.at(-1)}</kbd>
          </>
        ) : (
          words.map((word) => <kbd key={word}>{word}</kbd>)
        )}
      </dd>
    </div>
  );
}

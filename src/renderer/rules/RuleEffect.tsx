import { useState } from 'react';
import { useStore } from 'zustand';
import type { RulePreview } from '../../shared/rules';
import { useApp } from '../app/app-context';
import { rowAt } from '../state/paged-list';
import { cx } from '../ui/cx';
import { VirtualList } from '../ui/VirtualList';
import { detailsInWords, effectInWords } from './rule-words';
import { RuleExampleRow } from './RuleExampleRow';
import styles from './RuleEffect.module.css';

const rowHeight = 76;

/** In figures, and group by group. */
export function RuleEffect({ preview }: { readonly preview: RulePreview }) {
  const { rules } = useApp();
  const busy = useStore(rules.store, (state) => state.busy);
  const outdated = useStore(rules.store, (state) => state.outdated);
  return (
    <div className={cx(styles['view'], busy && styles['stale'])} aria-busy={busy}>
      <div role="status">
        {outdated && <p className={styles['outdated']}>The groups or their marks had changed, so nothing was done yet. This is what the rule would do now:</p>}
        <h3 className={styles['effect']}>{effectInWords(preview)}</h3>
        <ul className={styles['details']}>
          {detailsInWords(preview).map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      </div>
      {preview.groups > 0 && <Examples />}
    </div>
  );
}

function Examples() {
  const { rules } = useApp();
  const { pages, total } = useStore(rules.examples.store);
  const [active, setActive] = useState(-1);
  return (
    <VirtualList
      label="Groups that would change"
      className={styles['list']}
      count={total}
      rowHeight={rowHeight}
      active={active}
      onActive={setActive}
      onRange={rules.examples.want}
      rowKey={(index) => rowAt(pages, index)?.id ?? `row ${index}`}
    >
      {(index) => {
        const example = rowAt(pages, index);
        return example && <RuleExampleRow example={example} />;
      }}
    </VirtualList>
  );
}

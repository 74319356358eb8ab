import { useRef } from 'react';
import { useStore } from 'zustand';
import { explain } from '../../shared/errors';
import { useApp } from '../app/app-context';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { plural } from '../ui/format';
import { RuleEffect } from './RuleEffect';
import { RuleForm } from './RuleForm';
import styles from './RulesDialog.module.css';

/** Marks by a rule: what it is and what it is for on the left, what it would do on the right. */
export function RulesDialog() {
  const { rules, view } = useApp();
  const { preview, error } = useStore(rules.store);
  const first = useRef<HTMLInputElement>(null);
  return (
    <Dialog
      title="Rules"
      size="medium"
      onClose={view.close}
      initialFocus={first}
      actions={
        <>
          <Button onClick={view.close}>Cancel</Button>
          <Apply />
        </>
      }
    >
      <div className={styles['columns']}>
        <RuleForm first={first} />
        <section aria-label="What the rule would do" className={styles['effect']}>
          {error ? (
            <p role="alert">
              <strong>{explain(error).what}</strong> {explain(error).advice}
            </p>
          ) : (
            preview && <RuleEffect preview={preview} />
          )}
        </section>
      </div>
    </Dialog>
  );
}

function Apply() {
  const { rules } = useApp();
  const { preview, busy, error, rule } = useStore(rules.store);
  function hindrance(): string | null {
    if (rule.kind === 'pattern' && rule.pattern.trim() === '') return 'Say first what paths have to match.';
    if (error) return 'See what is wrong with the rule.';
    if (busy || !preview) return 'Looking at what the rule would do.';
    return preview.groups === 0 ? 'The rule would change nothing.' : null;
  }
  return (
    <Button look="primary" unavailable={hindrance()} onClick={() => void rules.apply()}>
      {preview && preview.going > 0 ? `Mark ${plural(preview.going, 'file')}` : 'Apply'}
    </Button>
  );
}

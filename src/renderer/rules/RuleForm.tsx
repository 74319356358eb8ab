import type { ReactNode, RefObject } from 'react';
import { useStore } from 'zustand';
import { longestGlob } from '../../shared/glob';
import { isPlain } from '../../shared/query';
import { ruleKeepers, type Rule, type RuleScope } from '../../shared/rules';
import { useApp } from '../app/app-context';
import { Button } from '../ui/Button';
import { count } from '../ui/format';
import { keeperWords, patternWords } from './rule-words';
import styles from './RuleForm.module.css';

/** Which rule, and for which groups. `first` is what is focused when the dialog opens. */
export function RuleForm({ first }: { readonly first: RefObject<HTMLInputElement | null> }) {
  const { rules, settings, view } = useApp();
  const { rule, shots, decided } = useStore(rules.store);
  const offered = useStore(settings.store, (state) => state.settings.shots);
  return (
    <form className={styles['form']} onSubmit={(event) => event.preventDefault()}>
      <fieldset>
        <legend>Rule</legend>
        {ruleKeepers.map((keeper) => (
          <Option
            key={keeper}
            {...keeperWords[keeper]}
            input={first}
            checked={rule.kind === 'keep' && rule.keeper === keeper}
            onChoose={() => rules.change({ rule: { kind: 'keep', keeper } })}
          >
            {keeper === 'folder' && <Button onClick={() => view.open({ kind: 'folders' })}>Order of folders…</Button>}
          </Option>
        ))}
        {(['keep', 'mark'] as const).map((files) => {
          const checked = rule.kind === 'pattern' && rule.files === files;
          return (
            <Option
              key={files}
              {...patternWords[files]}
              input={first}
              checked={checked}
              onChoose={() => rules.change({ rule: { kind: 'pattern', files, pattern: patternOf(rule) } })}
            >
              <Pattern rule={rule} />
            </Option>
          );
        })}
      </fieldset>
      <Scopes />
      <fieldset>
        <legend>Also</legend>
        <label className={styles['choice']}>
          <input type="checkbox" checked={decided} onChange={({ target }) => rules.change({ decided: target.checked })} />
          Groups decided already
        </label>
        {offered && (
          <label className={styles['choice']}>
            <input type="checkbox" checked={shots} onChange={({ target }) => rules.change({ shots: target.checked })} />
            Similar shots, which are no copies
          </label>
        )}
      </fieldset>
    </form>
  );
}

interface OptionProps {
  readonly name: string;
  readonly hint: string;
  readonly checked: boolean;
  readonly onChoose: () => void;
  /** Given to the one that is checked. */
  readonly input: RefObject<HTMLInputElement | null>;
  readonly children?: ReactNode;
}

/** One of the rules; what it means shows once it is chosen. */
function Option({ name, hint, checked, onChoose, input, children }: OptionProps) {
  return (
    <>
      <label className={styles['choice']} title={hint}>
        <input ref={checked ? input : undefined} type="radio" name="rule" checked={checked} onChange={onChoose} />
        {name}
      </label>
      {checked && (
        <div className={styles['more']}>
          <p className={styles['hint']}>{hint}</p>
          {children}
        </div>
      )}
    </>
  );
}

function Pattern({ rule }: { readonly rule: Rule }) {
  const { rules } = useApp();
  if (rule.kind !== 'pattern') return null;
  return (
    <input
      type="text"
      aria-label="Path or pattern"
      placeholder="Backup/** or *(1).*"
      title="A part of the path, or a pattern: * for any characters, ** for any folders, {jpg,png} for one or the other"
      autoComplete="off"
      spellCheck={false}
      maxLength={longestGlob}
      className={styles['pattern']}
      value={rule.pattern}
      onChange={({ target }) => rules.change({ rule: { ...rule, pattern: target.value } })}
    />
  );
}

function patternOf(rule: Rule): string {
  return rule.kind === 'pattern' ? rule.pattern : '';
}

function Scopes() {
  const { listing, picks, rules, scan } = useApp();
  const scope = useStore(rules.store, (state) => state.scope);
  const all = useStore(scan, (state) => state.scan.groups.groups);
  const filtered = useStore(listing.store, (state) => !isPlain(state.listing.query));
  const shown = useStore(listing.store, (state) => state.sums?.groups ?? 0);
  const picked = useStore(picks.store, (state) => Math.max(1, state.groups.size));
  const choices: readonly (readonly [RuleScope['kind'], string])[] = [
    ['all', `All groups (${count(all)})`],
    ...(filtered ? [['query', `What the list shows (${count(shown)})`] as const] : []),
    ['groups', `What is selected (${count(picked)})`],
  ];
  return (
    <fieldset>
      <legend>For</legend>
      {choices.map(([kind, name]) => (
        <label key={kind} className={styles['choice']}>
          <input type="radio" name="scope" checked={scope === kind} onChange={() => rules.change({ scope: kind })} />
          {name}
        </label>
      ))}
    </fieldset>
  );
}

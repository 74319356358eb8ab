import { NumberField } from '@base-ui/react/number-field';
import { Minus, Plus } from 'lucide-react';
import { useStore } from 'zustand';
import { workersRange } from '../../shared/settings';
import { useApp } from '../app/app-context';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { plural } from '../ui/format';
import { KeepSection } from './KeepSection';
import { Strictness } from './Strictness';
import styles from './SettingsDialog.module.css';

export function SettingsDialog() {
  const { host, settings, signOut, view } = useApp();
  const info = useStore(host, (state) => state.info);
  const { workers, shots, permanentDelete } = useStore(settings.store, (state) => state.settings);
  const cores = info?.cores ?? 1;

  return (
    <Dialog title="Settings" onClose={view.close} actions={<Button onClick={view.close}>Done</Button>}>
      <fieldset className={styles['group']}>
        <legend>Workers</legend>
        <label className={styles['choice']}>
          <input
            type="radio"
            name="workers"
            checked={workers === null}
            onChange={() => void settings.change({ workers: null })}
          />
          One for each core ({cores})
        </label>
        <div className={styles['choice']}>
          <label className={styles['choice']}>
            <input
              type="radio"
              name="workers"
              checked={workers !== null}
              onChange={() => void settings.change({ workers: cores })}
            />
            This many
          </label>
          <NumberField.Root
            value={workers ?? cores}
            min={workersRange.min}
            max={workersRange.max}
            disabled={workers === null}
            onValueCommitted={(value) => {
              if (value !== null) void settings.change({ workers: value });
            }}
            onValueChange={(value, details) => {
              const typed = details.reason === 'input-change' || details.reason === 'input-clear';
              if (value !== null && !typed) void settings.change({ workers: value });
            }}
          >
            <NumberField.Group className={styles['number']}>
              <NumberField.Decrement className={styles['step']} aria-label="One fewer">
                <Minus size={14} />
              </NumberField.Decrement>
              <NumberField.Input className={styles['input']} aria-label="Number of workers" />
              <NumberField.Increment className={styles['step']} aria-label="One more">
                <Plus size={14} />
              </NumberField.Increment>
            </NumberField.Group>
          </NumberField.Root>
        </div>
        <p className={styles['hint']}>Holds from the next scan on. More than {plural(cores, 'core')} rarely helps.</p>
      </fieldset>
      <fieldset className={styles['group']}>
        <legend>What counts as a copy</legend>
        <Strictness />
        <p className={styles['hint']}>
          How unlike two pictures may be, once crops, turns and mirroring are allowed for. Looser finds more copies that were
          edited or compressed hard, and more pictures that only look alike.
        </p>
        <label className={styles['choice']}>
          <input type="checkbox" checked={shots} onChange={(event) => void settings.change({ shots: event.target.checked })} />
          Show similar shots too
        </label>
        <p className={styles['hint']}>Pictures of one scene taken one after the other, as in a burst. They are no copies, and come after all others.</p>
      </fieldset>
      <KeepSection />
      <fieldset className={styles['group']}>
        <legend>Folders</legend>
        <div>
          <Button onClick={() => view.open({ kind: 'folders' })}>Protect, prefer or leave out folders…</Button>
        </div>
      </fieldset>
      <fieldset className={styles['group']}>
        <legend>Deleting</legend>
        <label className={styles['choice']}>
          <input
            type="checkbox"
            checked={permanentDelete}
            onChange={({ target }) => void settings.change({ permanentDelete: target.checked })}
          />
          Offer to delete copies for good
        </label>
        <p className={styles['hint']}>Without the trash, and without undo. It is offered beside the trash, and asks you to type what it will do.</p>
      </fieldset>
      {signOut && (
        <fieldset className={styles['group']}>
          <legend>This browser</legend>
          <div>
            <Button onClick={() => void signOut()}>Sign out</Button>
          </div>
          <p className={styles['hint']}>It can come back with the password, if there is one, or by a new address from the terminal. What is being done goes on.</p>
        </fieldset>
      )}
      {info && <p className={styles['hint']}>Lookalike {info.version}</p>}
    </Dialog>
  );
}

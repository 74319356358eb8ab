import { Menu } from '@base-ui/react/menu';
import { Check, FileOutput } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import type { ExportFormat } from '../../shared/export';
import { isPlain } from '../../shared/query';
import { useApp } from '../app/app-context';
import { isRunning } from '../state/scan';
import { Button } from '../ui/Button';
import { count } from '../ui/format';
import styles from './ExportMenu.module.css';

const choices: readonly { readonly format: ExportFormat; readonly name: string; readonly detail: string }[] = [
  { format: 'html', name: 'Web page', detail: 'To read and print, with small pictures, in one file' },
  { format: 'csv', name: 'Table (CSV)', detail: 'A line per file, for a spreadsheet' },
  { format: 'json', name: 'Data (JSON)', detail: 'Everything, for other programs' },
];

/** Writes down the groups and what was decided. */
export function ExportMenu() {
  const { exporting, listing, scan } = useApp();
  const { listing: wanted, sums } = useStore(listing.store);
  const total = useStore(scan, (state) => state.scan.groups.groups);
  const [all, setAll] = useState(false);
  const filtered = !isPlain(wanted.query);
  const shown = sums?.groups ?? 0;
  const running = useStore(scan, (state) => isRunning(state.scan.phase));
  const busy = useStore(exporting.store, (state) => state.progress !== null);
  const unavailable = running ? 'Wait for the end of the scan, or cancel it.' : busy && 'A report is being written.';
  const [open, setOpen] = useState(false);
  return (
    <Menu.Root open={open && !unavailable} onOpenChange={setOpen}>
      <Menu.Trigger
        render={
          <Button look="quiet" icon={<FileOutput size={16} />} unavailable={unavailable} title="Write the groups and your decisions to a file">
            Export
          </Button>
        }
      />
      <Menu.Portal>
        <Menu.Positioner className={styles['positioner']} sideOffset={4} align="end">
          <Menu.Popup className={styles['menu']}>
            {filtered && (
              <Menu.RadioGroup value={all} onValueChange={setAll} aria-label="Which groups" className={styles['which']}>
                <Which value={false} name="The groups shown" groups={shown} />
                <Which value={true} name="All groups" groups={total} />
              </Menu.RadioGroup>
            )}
            {choices.map(({ format, name, detail }) => (
              <Menu.Item key={format} className={styles['item']} label={name} onClick={() => void exporting.save(format, filtered && !all ? wanted : null)}>
                <span>{name}</span>
                <span className={styles['detail']}>{detail}</span>
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Which({ value, name, groups }: { readonly value: boolean; readonly name: string; readonly groups: number }) {
  return (
    <Menu.RadioItem value={value} closeOnClick={false} label={name} className={styles['choice']}>
      <span className={styles['sign']}>
        <Menu.RadioItemIndicator>
          <Check size={14} aria-hidden="true" />
        </Menu.RadioItemIndicator>
      </span>
      <span>{name}</span>
      <span className={styles['detail']}>{count(groups)}</span>
    </Menu.RadioItem>
  );
}

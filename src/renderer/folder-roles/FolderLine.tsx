import { ArrowDown, ArrowUp, FolderX, X } from 'lucide-react';
import { folderRoles, type FolderRole, type FolderRule } from '../../shared/folders';
import { useApp } from '../app/app-context';
import { IconButton } from '../ui/Button';
import field from '../ui/field.module.css';
import { PathText } from '../ui/PathText';
import { roleWords } from './role-words';
import styles from './FoldersDialog.module.css';

interface FolderLineProps {
  readonly rule: FolderRule;
  readonly place: number;
  /** Lines in all. */
  readonly count: number;
}

export function FolderLine({ rule, place, count }: FolderLineProps) {
  const { folderRules } = useApp();
  const { folder, role, rank, inLibrary, available } = rule;
  const nothingSaid = inLibrary && role === null && rank === null;
  return (
    <li className={styles['line']} aria-label={folder.name}>
      <div className={styles['order']}>
        <IconButton label={`Move ${folder.name} up`} icon={<ArrowUp size={14} />} unavailable={place === 0 && 'It is the first.'} onClick={() => void folderRules.move(place, -1)} />
        <IconButton label={`Move ${folder.name} down`} icon={<ArrowDown size={14} />} unavailable={place === count - 1 && 'It is the last.'} onClick={() => void folderRules.move(place, 1)} />
      </div>
      <div className={styles['folder']}>
        <strong className={styles['name']}>
          <bdi>{folder.name}</bdi>
          {inLibrary && <span className={styles['note']}>in this library</span>}
          {!available && (
            <span className={styles['note']}>
              <FolderX size={12} aria-hidden="true" /> not there now
            </span>
          )}
        </strong>
        <PathText path={folder.path} className={styles['path']} />
      </div>
      <select
        aria-label={`Role of ${folder.name}`}
        className={field['field']}
        title={roleWords[role ?? 'none'].hint}
        value={role ?? 'none'}
        onChange={({ target }) => void folderRules.setRole(folder, roleOf(target.value))}
      >
        {(['none', ...folderRoles] as const).map((one) => (
          <option key={one} value={one} title={roleWords[one].hint}>
            {roleWords[one].name}
          </option>
        ))}
      </select>
      <IconButton
        label={`Forget ${folder.name}`}
        icon={<X size={14} />}
        unavailable={nothingSaid && 'Nothing was said of it: it is here because the library has it.'}
        onClick={() => void folderRules.forget(rule)}
      />
      <p className={styles['meaning']}>{roleWords[role ?? 'none'].hint}</p>
    </li>
  );
}

function roleOf(value: string): FolderRole | null {
  return folderRoles.find((role) => role === value) ?? null;
}

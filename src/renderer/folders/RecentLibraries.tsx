import { Folder, FolderX } from 'lucide-react';
import { useStore } from 'zustand';
import { useApp } from '../app/app-context';
import { recentDetail, recentName, recentPaths } from './recent';
import styles from './RecentLibraries.module.css';

const shown = 6;

export function RecentLibraries() {
  const { host, library } = useApp();
  const recent = useStore(host, (state) => state.recent);
  if (recent.length === 0) return null;
  return (
    <section aria-labelledby="recent-heading">
      <h2 id="recent-heading" className={styles['heading']}>
        Recent
      </h2>
      <ul className={styles['list']}>
        {recent.slice(0, shown).map((entry) => {
          const paths = recentPaths(entry);
          const Icon = entry.available ? Folder : FolderX;
          return (
            <li key={paths}>
              <button
                type="button"
                className={styles['entry']}
                title={paths}
                aria-disabled={!entry.available || undefined}
                onClick={entry.available ? () => void library.open(entry.folders) : undefined}
              >
                <Icon size={16} aria-hidden="true" />
                <span className={styles['name']}>{recentName(entry)}</span>
                <span className={styles['detail']}>{recentDetail(entry)}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

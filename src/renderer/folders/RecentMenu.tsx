import { Menu } from '@base-ui/react/menu';
import { ChevronDown } from 'lucide-react';
import { useStore } from 'zustand';
import { useApp } from '../app/app-context';
import { Button } from '../ui/Button';
import { MenuItem, MenuPopup } from '../ui/Menu';
import { recentDetail, recentName, recentPaths } from './recent';
import styles from './RecentMenu.module.css';

export function RecentMenu() {
  const { host, library } = useApp();
  const recent = useStore(host, (state) => state.recent);
  if (recent.length === 0) return null;
  return (
    <Menu.Root>
      <Menu.Trigger
        render={<Button aria-label="Recent libraries" icon={<ChevronDown size={16} />} className={styles['trigger']} />}
      />
      <MenuPopup align="end" alignOffset={-120} className={styles['menu']}>
        {recent.map((entry) => (
          <MenuItem
            key={recentPaths(entry)}
            disabled={!entry.available}
            label={recentName(entry)}
            onClick={() => void library.open(entry.folders)}
          >
            <span className={styles['name']}>{recentName(entry)}</span>
            <span className={styles['detail']}>{recentDetail(entry)}</span>
          </MenuItem>
        ))}
      </MenuPopup>
    </Menu.Root>
  );
}

import { Unplug } from 'lucide-react';
import { useStore } from 'zustand';
import { explain } from '../../shared/errors';
import { Button } from '../ui/Button';
import { useApp } from './app-context';
import styles from './Notices.module.css';

/** Says that the engine can't be reached, for as long as that is so. */
export function ConnectionBanner() {
  const { host, retryConnection } = useApp();
  const lost = useStore(host, (state) => state.connection === 'lost');
  if (!lost) return null;
  const { what, advice } = explain({ kind: 'disconnected' });
  return (
    <div role="alert" className={styles['notice']}>
      <Unplug size={16} aria-hidden="true" className={styles['error']} />
      <p className={styles['text']}>
        <strong>{what}</strong> <span className={styles['advice']}>Trying again… If it stays away: {advice.charAt(0).toLowerCase() + advice.slice(1)}</span>
      </p>
      <Button onClick={retryConnection}>Try now</Button>
    </div>
  );
}

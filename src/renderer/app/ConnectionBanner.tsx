import { Unplug } from 'lucide-react';
import { useStore } from 'zustand';
import { explain } from '../../shared/errors';
import { Button } from '../ui/Button';
import { useApp } from './app-context';
import styles from './Notices.module.css';

const { what, advice } = explain({ kind: 'disconnected' });
const lost = { what, advice: `Trying again… If it stays away: ${advice.charAt(0).toLowerCase()}${advice.slice(1)}` };
const signedOut = {
  what: 'This browser is signed out.',
  advice: 'Its session has ended, or it was signed out in another window. What was done so far is kept; a scan goes on.',
};

/** Says that the engine can't be reached, for as long as that is so. */
export function ConnectionBanner() {
  const { host, retryConnection } = useApp();
  const connection = useStore(host, (state) => state.connection);
  if (connection === 'open') return null;
  const isSignedOut = connection === 'signed-out';
  const { what, advice } = isSignedOut ? signedOut : lost;
  return (
    <div role="alert" className={styles['notice']}>
      <Unplug size={16} aria-hidden="true" className={styles['error']} />
      <p className={styles['text']}>
        <strong>{what}</strong> <span className={styles['advice']}>{advice}</span>
      </p>
      <Button onClick={retryConnection}>{isSignedOut ? 'Sign in' : 'Try now'}</Button>
    </div>
  );
}

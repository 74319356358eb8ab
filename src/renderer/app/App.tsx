import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { useStore } from 'zustand';
import { useApp } from './app-context';
import { ConnectionBanner } from './ConnectionBanner';
import { Dialogs } from './Dialogs';
import { DropZone } from '../folders/DropZone';
import { FooterBar } from './FooterBar';
import { Header } from './Header';
import { Notices } from './Notices';
import { StartScreen } from '../folders/StartScreen';
import { Activity } from '../scan/Activity';
import { Review } from '../review/Review';
import { useKeptFocus } from './use-kept-focus';
import { useShortcuts } from './use-shortcuts';
import styles from './App.module.css';

export function App() {
  const { host, scan } = useApp();
  const started = useStore(scan, (state) => state.scan.phase !== 'idle');
  const starting = useStore(host, (state) => state.starting);
  useShortcuts();
  useKeptFocus();

  return (
    // The page's policy admits no style elements; none of the parts used here needs them.
    <CSPProvider disableStyleElements>
      <Tooltip.Provider delay={500}>
        <DropZone className={styles['app']}>
          <ConnectionBanner />
          {started ? (
            <>
              <Header />
              <Activity />
              <Review />
              <Notices />
              <FooterBar />
            </>
          ) : (
            <>
              {!starting && <StartScreen />}
              <Notices />
            </>
          )}
          <Dialogs />
        </DropZone>
      </Tooltip.Provider>
    </CSPProvider>
  );
}

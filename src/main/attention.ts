import { app, Notification, powerSaveBlocker, type BrowserWindow } from 'electron';
import type { ScanPhase, ScanState } from '../shared/scan';
import { endNotice, isWorking, taskbarProgress } from './scan-signs';
import { bringForward, windowTitle } from './window';

/** Tells the person, and the system, about a scan outside the window: title, task bar, sleep, notification. */
export class Attention {
  #phase: ScanPhase = 'idle';
  #blocker: number | null = null;
  /** Notifications are collected as garbage, clicks and all, unless someone holds them. */
  #notice: Notification | null = null;

  constructor(private readonly window: () => BrowserWindow | null) {}

  follow(state: ScanState): void {
    const before = this.#phase;
    this.#phase = state.phase;
    this.#keepAwake(isWorking(state.phase));
    if (isWorking(state.phase) && !isWorking(before) && before !== 'paused') {
      for (const folder of state.folders) app.addRecentDocument(folder.path);
    }
    const window = this.window();
    if (window === null || window.isDestroyed()) return;
    const { value, mode } = taskbarProgress(state);
    window.setProgressBar(value, { mode });
    window.setTitle(windowTitle(state.folders));
    const notice = endNotice(before, state);
    if (notice !== null && !window.isFocused()) this.#notify(notice, window);
  }

  /** For the end of the program. */
  release(): void {
    this.#keepAwake(false);
  }

  #keepAwake(on: boolean): void {
    if (on && this.#blocker === null) this.#blocker = powerSaveBlocker.start('prevent-app-suspension');
    if (!on && this.#blocker !== null) {
      powerSaveBlocker.stop(this.#blocker);
      this.#blocker = null;
    }
  }

  #notify(text: { readonly title: string; readonly body: string }, window: BrowserWindow): void {
    if (!Notification.isSupported()) return;
    this.#notice?.close();
    this.#notice = new Notification(text);
    this.#notice.on('click', () => {
      if (!window.isDestroyed()) bringForward(window);
    });
    this.#notice.show();
  }
}

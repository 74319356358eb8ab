import { app, session, type BrowserWindow } from 'electron';
import type { Engine } from '../core/engine';
import type { EngineEvent, HostCommand, Output } from '../shared/contract';
import type { RecentLibrary } from '../shared/host';
import type { Result } from '../shared/errors';
import { pageUrl, type Site } from './addresses';
import { Attention } from './attention';
import { showError } from './dialogs';
import { answerCalls, sendEvent } from './ipc';
import { installMenu } from './menu';
import { serveSite } from './protocol';
import { hardenSession } from './security';
import { startEngine } from './start-engine';
import { bringForward, openWindow } from './window';

/** Absolute paths of the build's parts, and how the program was started. */
export interface DesktopOptions {
  readonly renderer: string;
  readonly preload: string;
  readonly icon: string;
  readonly workerScript: URL;
  readonly initial: readonly string[];
  readonly site: Site;
}

/** How long the end of the program may wait for files in hand, in milliseconds. */
const closeLimit = 10_000;

/** The running desktop app: one window, one engine, and the wires between them. Made once Electron is ready. */
export class Desktop {
  readonly #window: BrowserWindow;
  readonly #loaded: Promise<void>;
  readonly #engine: Promise<Engine>;
  readonly #attention: Attention;
  #recent: readonly RecentLibrary[] = [];

  constructor(private readonly options: DesktopOptions) {
    const { site } = options;
    const engine = (): Promise<Engine> => this.#engine;
    hardenSession(session.defaultSession, site);
    serveSite(session.defaultSession, site, options.renderer, engine);
    this.#window = openWindow({ url: pageUrl(site), preload: options.preload, icon: options.icon });
    this.#loaded = new Promise((resolve) => this.#window.webContents.once('did-finish-load', () => resolve()));
    this.#attention = new Attention(this.#liveWindow);
    answerCalls({ window: this.#liveWindow, engine, site });
    this.#installMenu();
    this.#engine = startEngine({ ...options, window: this.#liveWindow });
    this.#engine.then(
      (started) => {
        started.listen((event) => this.#hear(event));
        void this.#refreshRecent();
      },
      // The window learns the same from its first call and shows it; this line is for a terminal.
      (error: unknown) => console.error(`The engine could not be started: ${String(error)}`),
    );
  }

  /** Brings the window forward and has it open folders, if any are named. */
  async open(paths: readonly string[]): Promise<void> {
    if (this.#liveWindow() === null) return;
    bringForward(this.#window);
    if (paths.length === 0) return;
    const granted = await (await this.#engine).grant(paths);
    if (!granted.ok) {
      await showError(this.#liveWindow(), granted.error);
      return;
    }
    await this.#loaded;
    this.#command({ kind: 'open-folders', folders: granted.value });
  }

  /** Ends the engine with everything stored; gives up after a while. */
  async close(): Promise<void> {
    this.#attention.release();
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((resolve) => (timer = setTimeout(resolve, closeLimit)));
    const closed = this.#engine
      .then((engine) => engine.close())
      .catch((error: unknown) => console.error(`The engine did not end well: ${String(error)}`));
    await Promise.race([closed, limit]);
    clearTimeout(timer);
  }

  readonly #liveWindow = (): BrowserWindow | null => (this.#window.isDestroyed() ? null : this.#window);

  #hear(event: EngineEvent): void {
    sendEvent(this.#liveWindow(), event);
    if (event.name !== 'scan.state') return;
    this.#attention.follow(event.payload);
    if (event.payload.phase === 'done') void this.#refreshRecent();
  }

  #command(command: HostCommand): void {
    sendEvent(this.#liveWindow(), { name: 'host.command', payload: command });
  }

  async #refreshRecent(): Promise<void> {
    // The engine answers each command with its own output: the contract says which.
    const recent = (await (await this.#engine).call('folders.recent', null)) as Result<Output<'folders.recent'>>;
    if (!recent.ok) return;
    this.#recent = recent.value;
    this.#installMenu();
  }

  #installMenu(): void {
    installMenu({
      recent: this.#recent,
      mac: process.platform === 'darwin',
      development: !app.isPackaged && this.options.site.development !== null,
      command: (command) => this.#command(command),
    });
  }
}

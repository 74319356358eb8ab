import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import type { EngineEvent, Handlers } from '../../shared/contract';
import { AppFailure, fail, ok, toAppError, type Result } from '../../shared/errors';
import { exportEndings, type ExportFormat, type ExportOutcome, type ExportTicket } from '../../shared/export';
import type { GroupListing } from '../../shared/query';
import type { Dismissals } from '../review/dismissals';
import type { Listings } from '../review/listings';
import type { Library } from '../library/library';
import type { EnginePorts } from '../ports';
import type { Store } from '../store/store';
import { decidedNow } from './decided';
import { isoTime } from './iso-time';
import { reportOf, type Report } from './report';
import { picturesBy } from './thumbnails';
import { chunked, writeFile } from './write-file';
import { mimeTypes, writeReport } from './writers';

/** A report on its way to whoever fetches it; it is made while it is read. */
export interface Download {
  readonly name: string;
  readonly mime: string;
  readonly pieces: AsyncIterable<string>;
}

const ticketMs = 60_000;
const tellEveryMs = 100;

interface Waiting {
  readonly ticket: ExportTicket;
  readonly format: ExportFormat;
  readonly listing: GroupListing | null;
  readonly name: string;
  readonly until: number;
}

/** Reports of the open library, one at a time: saved where the host's dialog says, or handed out as a download. */
export class Exports {
  #waiting: Waiting | null = null;
  #running: AbortController | null = null;
  /** Absolute path of the last report that was saved. */
  #saved: string | null = null;
  #settled: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly ports: EnginePorts,
    private readonly library: Library,
    private readonly listings: Listings,
    private readonly dismissals: Dismissals,
    private readonly store: Store,
    private readonly emit: (event: EngineEvent) => void,
  ) {}

  get handlers(): Pick<Handlers, 'export.save' | 'export.cancel' | 'export.reveal'> {
    return {
      'export.save': ({ format, listing }) => this.#save(format, listing),
      'export.cancel': () => {
        this.cancel();
        return null;
      },
      'export.reveal': () => {
        if (!this.ports.host.reveal) throw new AppFailure({ kind: 'unsupported-here', detail: 'There is no file manager here.' });
        if (this.#saved === null) throw new AppFailure({ kind: 'not-found', what: 'The report' });
        this.ports.host.reveal(this.#saved);
        return null;
      },
    };
  }

  cancel(): void {
    this.#waiting = null;
    this.#running?.abort();
  }

  /** Resolves when nothing is being written any more. */
  async settled(): Promise<void> {
    await this.#settled;
  }

  /** What a ticket stands for, once. */
  download(ticket: ExportTicket): Result<Download> {
    const waiting = this.#waiting;
    if (waiting?.ticket !== ticket || Date.now() > waiting.until) return fail({ kind: 'not-found', what: 'That report' });
    this.#waiting = null;
    try {
      this.#refuseIfBusy();
      const { format, listing, name } = waiting;
      return ok({ name, mime: mimeTypes[format], pieces: this.#asRead(format, this.#report(listing)) });
    } catch (thrown) {
      return fail(toAppError(thrown));
    }
  }

  async #save(format: ExportFormat, listing: GroupListing | null): Promise<ExportOutcome> {
    await this.library.wholeGroups();
    this.#refuseIfBusy();
    const report = this.#report(listing);
    const name = fileName(report, format);
    const { saveFile } = this.ports.host;
    if (!saveFile) {
      const ticket = randomBytes(24).toString('base64url');
      this.#waiting = { ticket, format, listing, name, until: Date.now() + ticketMs };
      return { kind: 'ready', ticket, name };
    }
    const path = await saveFile(name, format);
    if (path === null) return { kind: 'dismissed' };
    // The dialog was open for as long as the person pleased.
    this.#refuseIfBusy();
    const writing = writeFile(path, this.#asRead(format, report));
    this.#settled = writing.catch(() => undefined);
    const bytes = await writing;
    this.#saved = path;
    return { kind: 'saved', path, bytes };
  }

  /** The report, made as fast as it is read, with progress told; throws `cancelled` after {@link cancel}. */
  async *#asRead(format: ExportFormat, report: Report): AsyncGenerator<string> {
    this.#refuseIfBusy();
    const abort = new AbortController();
    this.#running = abort;
    const { groups: total } = report.totals;
    let told = 0;
    const progress = (done: number): void => {
      if (Date.now() - told < tellEveryMs) return;
      told = Date.now();
      this.emit({ name: 'export.progress', payload: { format, done, total } });
    };
    progress(0);
    try {
      const pictures = picturesBy(this.library.current.pool);
      for await (const chunk of chunked(writeReport(format, report, { pictures, progress }))) {
        if (abort.signal.aborted) throw new AppFailure({ kind: 'cancelled' });
        yield chunk;
      }
    } finally {
      this.#running = null;
      this.emit({ name: 'export.progress', payload: null });
    }
  }

  #refuseIfBusy(): void {
    if (this.#running) throw new AppFailure({ kind: 'busy', detail: 'A report is being written.' });
    if (this.library.running) throw new AppFailure({ kind: 'busy', detail: 'The folders are still being scanned.' });
  }

  #report(listing: GroupListing | null): Report {
    const { session, folders, review } = this.library.current;
    const { radius, shots, excluded, keep } = this.store.settings();
    return reportOf({
      version: this.ports.version,
      made: Date.now(),
      folders: folders.map(({ path }) => path),
      settings: { radius, shots, excluded, keep },
      complete: session.phase === 'done',
      stats: session.stats,
      table: session.table,
      groups: session.groups,
      only: listing && { listing, groups: this.listings.list(listing).groups },
      skipped: session.skipped,
      dismissed: { total: this.dismissals.page(null, 0, 1).total, all: () => this.dismissals.all() },
      decided: decidedNow(session.table, session.groups, review),
    });
  }
}

/** Such as `Copies in Photos, 2026-11-21.html`; without what some file system has a use of its own for. */
function fileName({ folders, made }: Report, format: ExportFormat): string {
  const names = folders.map((folder) => basename(folder)).filter((name) => name !== '').join(', ');
  const safe = `${format === 'skipped' ? 'Not compared' : 'Copies'}${names === '' ? '' : ` in ${names}`}`.replace(/[\p{Cc}<>:"/\\|?*]/gu, '_').slice(0, 80);
  return `${safe.trim()}, ${(isoTime(made) ?? '').slice(0, 10)}.${exportEndings[format]}`;
}

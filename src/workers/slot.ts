import type { WorkerState, WorkerStatus } from '../shared/scan';
import { basename } from 'node:path';
import type { Thread } from './thread';

/** Speeds are means over about this long. */
const windowMs = 1000;

/** A worker as people see it: its number stays while threads that die are replaced. */
export class Slot {
  thread: Thread | null = null;
  /** Whether no thread could be started here. */
  retired = false;
  private files = 0;
  private bytes = 0;
  private busyMs = 0;
  private busyBefore = 0;
  private readonly samples: { readonly at: number; readonly files: number }[] = [];

  constructor(readonly number: number) {}

  /** Keeps the count of a thread that is no more, without files whose answers were lost with it. */
  drop(): void {
    const { thread } = this;
    if (!thread) return;
    this.files += thread.answeredFiles;
    this.bytes += thread.answeredBytes;
    this.busyMs += thread.status.busyMs;
    this.thread = null;
  }

  get totals(): { readonly files: number; readonly bytes: number; readonly busyMs: number } {
    const status = this.thread?.status;
    return {
      files: this.files + (status?.files ?? 0),
      bytes: this.bytes + (status?.bytes ?? 0),
      busyMs: this.busyMs + (status?.busyMs ?? 0),
    };
  }

  /** From now on the busy share counts. */
  mark(): void {
    this.busyBefore = this.totals.busyMs;
  }

  state(paused: boolean, closed: boolean, sinceMarkMs: number): WorkerState {
    const { files, busyMs } = this.totals;
    return {
      number: this.number,
      status: this.status(paused, closed),
      files,
      filesPerSecond: this.speed(files),
      busyShare: sinceMarkMs > 0 ? Math.min(1, (busyMs - this.busyBefore) / sinceMarkMs) : 0,
      current: this.current(),
    };
  }

  private status(paused: boolean, closed: boolean): WorkerStatus {
    if (this.retired || (closed && !this.thread)) return 'ended';
    if (this.thread && !this.thread.ready) return 'starting';
    if (this.thread && this.thread.status.order !== 0) return 'busy';
    return paused ? 'paused' : 'idle';
  }

  private current(): string | null {
    if (!this.thread) return null;
    const { order, position } = this.thread.status;
    const task = this.thread.batches.get(order)?.tasks[position];
    return task ? basename(task.path) : null;
  }

  private speed(files: number): number {
    const at = performance.now();
    this.samples.push({ at, files });
    while (this.samples.length > 2 && this.samples[1]!.at <= at - windowMs) this.samples.shift();
    const first = this.samples[0]!;
    return at > first.at ? Math.max(0, (1000 * (files - first.files)) / (at - first.at)) : 0;
  }
}

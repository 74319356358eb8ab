import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { AppFailure } from '../shared/errors';
import { mostGranted, shareMemory } from '../core/decode/memory-budget';
import { sharpKeepsMemory } from '../core/decode/sharp';
import { Reach } from '../core/reach';
import type { Surveyor } from '../core/scan/survey';
import { hashFiles, type Hashing } from './hash-files';
import { emptyBatch, isThreadData, type FromWorker, type HashOrder, type Job, type JobAnswer, type JobInput, type JobName, type JobOrder, type JobOutput, type ToWorker } from './messages';
import { FileReader } from './read-file';
import { StatusWriter } from './status';

/** What a worker can do besides digesting pictures and grouping hashes, which are the same in every worker. */
export type Abilities = Hashing & {
  readonly [K in Exclude<JobName, 'pixels' | 'hashes' | 'list' | 'look'>]: (input: JobInput<K>, reach: Reach, beat: () => void) => JobOutput<K> | Promise<JobOutput<K>>;
};

/** Makes this thread a worker of the pool that started it: one order at a time, jobs before batches. */
export function serve(abilities: Abilities): void {
  const data: unknown = workerData;
  if (!parentPort || !isThreadData(data)) throw new Error('A worker script runs only inside a pool.');
  const status = new StatusWriter(data.block);
  shareMemory({ held: new Int32Array(data.held), own: data.own, most: data.mostBytes, waiting: () => status.beat() });
  new Service(parentPort, status, abilities, new Reach(data.within)).start();
}

/** More than this is not kept of what sharp's WebAssembly build took for a picture: its memory never shrinks while the thread lives. */
const maxKeptBytes = 96 * 1024 ** 2;

class Service {
  private readonly reader: FileReader;
  private readonly batches: HashOrder[] = [];
  private readonly jobs: JobOrder[] = [];
  private ending = false;
  private working = false;
  private survey: Surveyor | null = null;

  constructor(
    private readonly port: MessagePort,
    private readonly status: StatusWriter,
    private readonly abilities: Abilities,
    private readonly reach: Reach,
  ) {
    this.reader = new FileReader(reach);
  }

  start(): void {
    this.port.on('message', (message: ToWorker) => {
      if (message.kind === 'hash') this.batches.push(message);
      else if (message.kind === 'job') this.jobs.push(message);
      else this.ending = true;
      if (this.working) return;
      this.working = true;
      this.continue();
    });
    this.send({ kind: 'ready' });
  }

  /** By way of the event loop, so that messages are seen between two orders and a job can overtake batches. */
  private continue(): void {
    setImmediate(() => void this.step());
  }

  private async step(): Promise<void> {
    const job = this.jobs.shift();
    const batch = job ? undefined : this.batches.shift();
    if (sharpKeepsMemory() && mostGranted() > maxKeptBytes) {
      this.send({ kind: 'retiring' });
      process.exit(0);
    }
    if (job) {
      // A job may take long: batches waiting behind it are better done by other workers.
      for (const waiting of this.batches.splice(0)) this.send(untouched(waiting));
      await this.answer(job);
    } else if (batch) {
      const reply = await hashFiles(batch, this.abilities, this.reader, this.status);
      this.send(reply, [reply.micros.buffer]);
    } else {
      this.working = false;
      // Whatever a decoder left open in this thread must not keep the whole program alive.
      if (this.ending) process.exit(0);
      return;
    }
    this.continue();
  }

  private async answer(order: JobOrder): Promise<void> {
    this.status.begin(order.id, 0);
    let answer: JobAnswer;
    try {
      answer = await this.perform(order.id, order.job);
    } catch (thrown) {
      const detail = thrown instanceof Error ? thrown.message : String(thrown);
      answer = thrown instanceof AppFailure ? { name: 'failed', detail, error: thrown.error } : { name: 'failed', detail };
    }
    this.status.end(0, 0);
    this.send({ kind: 'answer', id: order.id, answer }, transferable(answer));
  }

  private async perform(id: number, job: Job): Promise<JobAnswer> {
    const beat = (): void => this.status.beat();
    switch (job.name) {
      case 'pixels': {
        // Node's crypto takes a while to load, and not every run needs it.
        const { digestPictures } = await import('./digest-pixels');
        const output = await digestPictures(job.input, this.reader, () => this.goesOn(id));
        return output ? { name: 'pixels', output } : { name: 'failed', detail: 'cancelled' };
      }
      case 'group':
        return { name: 'group', output: await this.abilities.group(job.input, this.reach, beat) };
      case 'hashes':
        return { name: 'hashes', output: (await import('../core/grouping/hash-groups')).performStep(job.input, beat) };
      case 'list':
        return { name: 'list', output: await (await this.surveyor()).list(job.input) };
      case 'look':
        return { name: 'look', output: await (await this.surveyor()).look(job.input.folder, job.input.names) };
      case 'preview': {
        const output = await this.abilities.preview(job.input, this.reach, beat);
        // An encoder's bytes may lie in memory that it shares or owns; a copy of its own can be transferred.
        if (output.ok) {
          const value = { mime: output.value.mime, bytes: new Uint8Array(output.value.bytes) };
          return { name: 'preview', output: { ok: true, value } };
        }
        return { name: 'preview', output };
      }
      case 'facts':
        return { name: 'facts', output: await this.abilities.facts(job.input, this.reach, beat) };
      case 'draw':
        return { name: 'draw', output: await this.abilities.draw(job.input, this.reach, beat) };
    }
  }

  private async surveyor(): Promise<Surveyor> {
    if (!this.survey) {
      const [{ surveyBy }, { filesWithin }] = await Promise.all([import('../core/scan/survey'), import('../core/scan/file-system')]);
      this.survey = surveyBy(filesWithin(this.reach), () => this.status.beat());
    }
    return this.survey;
  }

  /** Shows that a job makes headway; whether it is still wanted. */
  private goesOn(id: number): boolean {
    this.status.beat();
    return !this.status.isCancelled(id);
  }

  private send(message: FromWorker, transfer: readonly ArrayBuffer[] = []): void {
    this.port.postMessage(message, transfer);
  }
}

function untouched(order: HashOrder): FromWorker {
  return { kind: 'hashed', id: order.id, answered: 0, micros: new Uint32Array(0), batch: emptyBatch() };
}

function transferable(answer: JobAnswer): ArrayBuffer[] {
  if (answer.name === 'preview' && answer.output.ok) return [answer.output.value.bytes.buffer];
  if (answer.name !== 'group' && answer.name !== 'hashes') return [];
  const { output } = answer;
  const columns = output.kind === 'groups' || output.kind === 'part' ? output.groups : output.kind === 'pairs' ? output.pairs : {};
  const buffers = Object.values<Uint8Array | Uint16Array | Uint32Array>({ ...columns }).map((column) => column.buffer);
  return [...new Set(buffers)].filter((buffer) => buffer instanceof ArrayBuffer);
}

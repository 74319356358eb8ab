import type { FileFacts, ImageFormat } from '../shared/files';
import type { PreviewSize } from '../shared/contract';
import type { AppError, Result } from '../shared/errors';
import type { GroupStep, GroupStepOutput } from '../core/grouping/group-steps';
import type { HashStep, HashStepOutput } from '../core/grouping/hash-groups';
import type { FolderListing, Looks, SurveyProblem } from '../core/scan/survey';
import type { Digests, HashBatch, HashFailure, HashKind, Preview, SampleTask } from '../core/ports';

/** What a thread starts with. */
export interface ThreadData {
  /** See `status.ts`. */
  readonly block: SharedArrayBuffer;
  readonly within: readonly string[] | null;
  /** What the pool's threads share memory by: see `decode/memory-budget.ts`. */
  readonly held: SharedArrayBuffer;
  readonly own: number;
  readonly mostBytes: number;
}

/** Whether a thread was started by a pool. */
export function isThreadData(data: unknown): data is ThreadData {
  return typeof data === 'object' && data !== null && 'block' in data && data.block instanceof SharedArrayBuffer && 'within' in data;
}

/** Everything that passes between the pool and a worker thread, apart from the shared status block. */
export type ToWorker = HashOrder | JobOrder | { readonly kind: 'end' };
export type FromWorker = { readonly kind: 'ready' } | HashReply | JobReply | { readonly kind: 'retiring' };

/** A batch of files to be fingerprinted, as columns: cloning them costs less than an object per file. */
export interface HashOrder {
  readonly kind: 'hash';
  readonly id: number;
  readonly want: HashKind;
  readonly paths: readonly string[];
  /** Row, bytes and modified of each file, three numbers per path. Transferred. */
  readonly numbers: Float64Array<ArrayBuffer>;
}

export interface HashReply {
  readonly kind: 'hashed';
  readonly id: number;
  /** How many files, from the first, are answered here; the rest were not begun. */
  readonly answered: number;
  /** Microseconds spent on each answered file, reading included. */
  readonly micros: Uint32Array<ArrayBuffer>;
  /** Its columns and `micros` are views of one transferred buffer. */
  readonly batch: HashBatch;
}

/** A batch without fingerprints. */
export function emptyBatch(failures: readonly HashFailure[] = []): HashBatch {
  const none = new Uint32Array(0);
  const empty = new Uint8Array(0);
  const details = new Uint16Array(0);
  return { rows: none, hashes: none, contents: none, pixels: none, numbers: none, qualities: empty, depths: empty, extras: empty, records: empty, widths: none, heights: none, formats: empty, details, failures };
}

export interface PreviewTask {
  readonly path: string;
  readonly size: PreviewSize;
  readonly format: ImageFormat;
}

export interface FactsTask {
  readonly path: string;
  readonly format: ImageFormat;
}

/** Names of files in a folder. */
export interface LookTask {
  readonly folder: string;
  readonly names: readonly string[];
}

interface Jobs {
  readonly pixels: { input: readonly string[]; output: Digests };
  readonly group: { input: GroupStep; output: GroupStepOutput };
  readonly hashes: { input: HashStep; output: HashStepOutput };
  readonly preview: { input: PreviewTask; output: Result<Preview> };
  readonly facts: { input: FactsTask; output: Result<FileFacts> };
  readonly list: { input: string; output: FolderListing | SurveyProblem };
  readonly look: { input: LookTask; output: Looks | SurveyProblem };
  readonly draw: { input: SampleTask; output: Result<null> };
}

/** Whether a job may take as long as it takes, while it shows signs of life. Such a job is plain computing, which can be stopped anywhere. */
export function isOpenEnded({ name }: Job): boolean {
  return name === 'group' || name === 'hashes';
}

export type JobName = keyof Jobs;
export type JobInput<K extends JobName> = Jobs[K]['input'];
export type JobOutput<K extends JobName> = Jobs[K]['output'];
export type Job = { [K in JobName]: { readonly name: K; readonly input: JobInput<K> } }[JobName];
/** `failed`: the job threw, was cancelled, or took its worker with it. `error`: what it threw, where that says what a person can do. */
export type JobAnswer =
  | { [K in JobName]: { readonly name: K; readonly output: JobOutput<K> } }[JobName]
  | { readonly name: 'failed'; readonly detail: string; readonly error?: AppError };

/** The detail of a `failed` job of which nothing came in its time. */
export const tookTooLong = 'it took too long';

/** Why a job has not the answer that it asks for. */
export function failureOf(answer: JobAnswer): string {
  return answer.name === 'failed' ? answer.detail : 'the worker mistook the job';
}

export interface JobOrder {
  readonly kind: 'job';
  readonly id: number;
  readonly job: Job;
}

export interface JobReply {
  readonly kind: 'answer';
  readonly id: number;
  readonly answer: JobAnswer;
}

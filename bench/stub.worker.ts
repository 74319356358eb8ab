import { parentPort, workerData } from 'node:worker_threads';
import { performStep } from '../src/core/grouping/group';
import { isThreadData, type FromWorker, type HashOrder, type HashReply, type JobAnswer, type JobOrder, type ToWorker } from '../src/workers/messages';
import { recordSize } from '../src/core/matching/record';
import { StatusWriter } from '../src/workers/status';
import { costOf, lookOf, mix } from './stub-library';

/**
 * A worker whose files exist only as names: it answers the pool's messages as the real one does, and "decodes" by
 * waiting. Waiting takes no core, so that 64 of them do on two cores what they would do on 64.
 */
const port = parentPort;
const data: unknown = workerData;
if (!port || !isThreadData(data)) throw new Error('This script runs only inside a pool.');
const status = new StatusWriter(data.block);
const cost = costOf(process.env['STUB_COST'] ?? '0');
const record = new Uint8Array(recordSize);
const words = new DataView(record.buffer);
const nobody = new Int32Array(new SharedArrayBuffer(4));
/** Microseconds still to be waited; below zero when the last wait was too long, as waits are. */
let due = 0;

port.on('message', (message: ToWorker) => {
  if (message.kind === 'end') process.exit(0);
  if (message.kind === 'job') {
    send({ kind: 'answer', id: message.id, answer: perform(message) });
  } else {
    const reply = hash(message);
    send(reply, [reply.micros.buffer]);
  }
});
send({ kind: 'ready' });

function hash(order: HashOrder): HashReply {
  const count = order.paths.length;
  const buffer = new ArrayBuffer((54 + recordSize) * count);
  const micros = new Uint32Array(buffer, 0, count);
  const batch = {
    rows: new Uint32Array(buffer, 4 * count, count),
    widths: new Uint32Array(buffer, 8 * count, count),
    heights: new Uint32Array(buffer, 12 * count, count),
    hashes: new Uint32Array(buffer, 16 * count, 2 * count),
    contents: new Uint32Array(buffer, 24 * count, 2 * count),
    pixels: new Uint32Array(buffer, 32 * count, 2 * count),
    numbers: new Uint32Array(buffer, 40 * count, 2 * count),
    details: new Uint16Array(buffer, 48 * count, count).fill(900),
    formats: new Uint8Array(buffer, 50 * count, count),
    qualities: new Uint8Array(buffer, 51 * count, count),
    depths: new Uint8Array(buffer, 52 * count, count),
    extras: new Uint8Array(buffer, 53 * count, count),
    records: new Uint8Array(buffer, 54 * count, recordSize * count),
    failures: [],
  };
  status.begin(order.id, 0);
  let bytes = 0;
  for (let i = 0; i < count; i++) {
    const look = lookOf(order.paths[i]!);
    micros[i] = cost(look.content);
    due += micros[i]!;
    bytes += look.bytes;
    batch.rows[i] = order.numbers[3 * i]!;
    batch.hashes[2 * i] = mix(look.content);
    batch.hashes[2 * i + 1] = mix(~look.content);
    batch.contents.set(batch.hashes.subarray(2 * i, 2 * i + 2), 2 * i);
    batch.numbers.set(batch.hashes.subarray(2 * i, 2 * i + 2), 2 * i);
    // Of no picture, but no two alike.
    for (let at = 0; at < recordSize; at += 4) words.setUint32(at, mix(look.content + at), true);
    batch.records.set(record, recordSize * i);
    batch.widths[i] = 4000;
    batch.heights[i] = 3000;
  }
  wait();
  status.end(count, bytes);
  return { kind: 'hashed', id: order.id, answered: count, micros, batch };
}

function wait(): void {
  if (due <= 0) return;
  const began = performance.now();
  Atomics.wait(nobody, 0, 0, due / 1000);
  due -= 1000 * (performance.now() - began);
}

function perform({ job }: JobOrder): JobAnswer {
  if (job.name === 'group') return { name: 'group', output: performStep(job.input) };
  return { name: 'failed', detail: 'the stub does not know how' };
}

function send(message: FromWorker, transfer: ArrayBuffer[] = []): void {
  port?.postMessage(message, transfer);
}

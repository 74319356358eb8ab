import { expect, it } from 'vitest';
import type { EngineEvent } from '../shared/contract';
import { Outbox, type Line } from './outbox';

class SlowLine implements Line {
  bufferedAmount = 0;
  readonly sent: unknown[] = [];
  readonly #callbacks: (() => void)[] = [];

  send(text: string, sent: () => void): void {
    this.sent.push(JSON.parse(text));
    this.#callbacks.push(sent);
  }

  drain(): void {
    this.bufferedAmount = 0;
    for (const callback of this.#callbacks.splice(0)) callback();
  }
}

const samples = (done: number): { event: EngineEvent } => ({ event: { name: 'samples.progress', payload: { done, total: 9 } } });

it('spares a slow page the states between, and never the last one, an answer or a command of the host', () => {
  const line = new SlowLine();
  const outbox = new Outbox(line);
  outbox.post(samples(1));
  line.bufferedAmount = 1_000_000;
  outbox.post(samples(2));
  outbox.post(samples(3));
  const answer = { id: 1, result: { ok: true, value: null } } as const;
  const command = { event: { name: 'host.command', payload: { kind: 'choose-folder' } } } as const;
  outbox.post(answer);
  outbox.post(command);
  expect(line.sent).toEqual([samples(1), answer, command]);

  line.drain();
  expect(line.sent).toEqual([samples(1), answer, command, samples(3)]);
  line.drain();
  expect(line.sent).toHaveLength(4);
});

it('does not send an older state after a newer one', () => {
  const line = new SlowLine();
  const outbox = new Outbox(line);
  line.bufferedAmount = 1_000_000;
  outbox.post(samples(1));
  line.bufferedAmount = 0;
  outbox.post(samples(2));
  line.drain();
  expect(line.sent).toEqual([samples(2)]);
});

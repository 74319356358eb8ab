import { openSync, writeSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { decoders } from './decoders';
import { fuzz, type Finding, type Part } from './fuzzing';
import { makeSeeds } from './seeds';

/** What a child process is to do, as JSON in its first argument. */
export interface Order extends Part {
  readonly fixtures: string;
  /** A file that always says which file of the run is in hand and since when: what a crash or a hang leaves behind. */
  readonly status: string;
  /** Milliseconds since 1970 when to stop at the latest. */
  readonly deadline: number;
  /** Milliseconds that a file may take. */
  readonly patience: number;
  /** MiB of resident memory that the process may ever have. */
  readonly memory: number;
}

/** What a child process says of its files, since it last said something. */
export interface Report {
  /** The last of the files that this tells of. */
  readonly last: number;
  /** Files by way and outcome. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly findings: readonly Finding[];
  readonly slowest: { readonly number: number; readonly milliseconds: number };
  /** Peak resident memory of the process in MiB, and the file after which it was reached. */
  readonly peak: { readonly number: number; readonly mebibytes: number };
}

/** The child process of `scripts/fuzz.mjs`, which watches it from outside. */
async function run(order: Order): Promise<void> {
  const file = openSync(order.status, 'r+');
  const status = new Float64Array(2);
  const statusBytes = new Uint8Array(status.buffer);
  let outcomes: Record<string, number> = {};
  let findings: Finding[] = [];
  let slowest = { number: order.first, milliseconds: 0 };
  let peak = { number: order.first, mebibytes: 0 };
  let last = order.first;
  let began = 0;
  let said = Date.now();

  const found = (number: number, what: string): void => void findings.push({ number, since: number, what });
  const report = (): void => {
    process.send?.({ last, outcomes, findings, slowest, peak } satisfies Report);
    outcomes = {};
    findings = [];
    said = Date.now();
  };

  await fuzz(order, await makeSeeds(order.fixtures), decoders, {
    begin(number) {
      status[0] = number;
      status[1] = Date.now();
      writeSync(file, statusBytes, 0, statusBytes.length, 0);
      began = performance.now();
    },
    end(number, outcome) {
      const milliseconds = performance.now() - began;
      const mebibytes = process.resourceUsage().maxRSS / 1024;
      last = number;
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      if (milliseconds > slowest.milliseconds) slowest = { number, milliseconds };
      if (milliseconds > order.patience) found(number, `it took ${Math.round(milliseconds)} ms`);
      if (mebibytes > order.memory && peak.mebibytes <= order.memory) found(number, `it took the process to ${Math.round(mebibytes)} MiB`);
      if (mebibytes > peak.mebibytes) peak = { number, mebibytes };
    },
    found: (finding) => void findings.push(finding),
    async pause() {
      if (Date.now() - said > 500) report();
      await setImmediate();
      return Date.now() > order.deadline;
    },
  });
  report();
  process.disconnect();
}

await run(JSON.parse(process.argv[2] ?? '{}') as Order);

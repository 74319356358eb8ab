import { isIPv6 } from 'node:net';
import { LRUCache } from 'lru-cache';

/** Slips of the finger that cost nothing. */
const free = 5;
const firstPauseMs = 1000;
const longestPauseMs = 60_000;
/** After this long without an attempt, nothing is held against anyone any more. */
const forgivenMs = 60 * 60_000;
/** Whose attempts are remembered at once; the longest ago are forgotten beyond that. */
const mostRemembered = 4096;

interface Record {
  readonly count: number;
  readonly last: number;
}

/** Growing pauses between wrong guesses at a secret, for each who guesses. */
export class Attempts {
  readonly #records = new LRUCache<string, Record>({ max: mostRemembered });

  /** @param now milliseconds of a clock that only goes forward */
  constructor(private readonly now: () => number) {}

  /**
   * Counts an attempt, as a failed one until {@link succeeded} is called, so that many at once are no way around. Answers how many
   * milliseconds must pass before the next one; 0 where this one may be tried.
   */
  begin(address: string | undefined): number {
    const who = nameOf(address);
    const now = this.now();
    const known = this.#records.get(who);
    const count = known === undefined || now - known.last > forgivenMs ? 0 : known.count;
    const wait = known === undefined ? 0 : known.last + pauseAfter(count) - now;
    if (wait > 0) return wait;
    this.#records.set(who, { count: count + 1, last: now });
    return 0;
  }

  succeeded(address: string | undefined): void {
    this.#records.delete(nameOf(address));
  }
}

function pauseAfter(count: number): number {
  return count < free ? 0 : Math.min(longestPauseMs, firstPauseMs * 2 ** (count - free));
}

/** Whoever has one IPv6 address has the 2⁶⁴ of its network (RFC 6177). */
function nameOf(address = ''): string {
  if (!isIPv6(address) || address.includes('.')) return address.replace(/^.*:/, '');
  const [head = [], tail] = (address.split('%')[0] ?? '').split('::').map((part) => part.split(':').filter((group) => group !== ''));
  const groups = [...head, ...Array<string>(tail === undefined ? 0 : 8 - head.length - tail.length).fill('0'), ...(tail ?? [])];
  return groups.slice(0, 4).join(':');
}

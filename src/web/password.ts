import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { CannotStart } from './complaints';

/** Shorter ones are guessed. */
export const shortestPassword = 12;
/** In UTF-16 code units: whatever is longer is not what anyone typed. */
const longestPassword = 1024;
/** Who waits for the answer while another guess is looked at; more are sent away. */
const mostWaiting = 16;

/** RFC 7914: 32 MiB of memory three times over, a fraction of a second for each guess. */
const cost = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 ** 2 } as const;
const hashBytes = 32;

/** Where the password may be kept, so that it stands neither in a list of processes nor in a shell's history. */
export const passwordVariable = 'LOOKALIKE_PASSWORD';

/** The password of this server, as a hash only. Guesses are looked at one after the other, whoever makes them. */
export class Password {
  #turn: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  private constructor(
    private readonly salt: Buffer,
    private readonly hash: Buffer,
  ) {}

  /** Throws {@link CannotStart} for one that is too short or too long. */
  static async of(text: string): Promise<Password> {
    const { length } = Array.from(text);
    if (length < shortestPassword) throw new CannotStart(`The password is too short: it needs at least ${shortestPassword} characters.`);
    if (text.length > longestPassword) throw new CannotStart(`The password is too long: it may have ${longestPassword} characters.`);
    const salt = randomBytes(16);
    return new Password(salt, await derive(text, salt));
  }

  /** Whether a guess is right; null where too many are waiting already. Takes the same time for each guess of a length that could be. */
  async admits(guess: string): Promise<boolean | null> {
    if (guess.length > longestPassword) return false;
    if (this.#waiting >= mostWaiting) return null;
    this.#waiting++;
    const turn = this.#turn.then(() => derive(guess, this.salt));
    this.#turn = turn.catch(() => undefined);
    try {
      return timingSafeEqual(await turn, this.hash);
    } finally {
      this.#waiting--;
    }
  }
}

/**
 * The password that the person has set: the first line of a file, or an environment variable, which is taken out of the environment
 * then, so that no program started later gets it. Null where there is none. Throws {@link CannotStart} where it can't be used.
 */
export async function readPassword(file: string | null, env: NodeJS.ProcessEnv): Promise<Password | null> {
  const { [passwordVariable]: set } = env;
  Reflect.deleteProperty(env, passwordVariable);
  if (file === null) return set === undefined ? null : Password.of(set);
  if (set !== undefined) throw new CannotStart(`There are two passwords: one in ${file}, one in ${passwordVariable}. Set one of them only.`);
  return Password.of(await firstLine(file));
}

async function firstLine(file: string): Promise<string> {
  try {
    return /^[^\r\n]*/.exec(await readFile(file, 'utf8'))?.[0] ?? '';
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new CannotStart(`The password file ${file} can’t be read (${why}).`, { cause: error });
  }
}

/** What looks the same is the same, however a keyboard makes it (RFC 8265, section 4.2.2). */
function derive(text: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(text.normalize('NFC'), salt, hashBytes, cost, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

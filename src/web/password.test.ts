import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Password, readPassword } from './password';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'lookalike-password-'))));
afterAll(() => rm(folder, { recursive: true }));

const secret = 'geheimes Wört';

async function fileWith(text: string): Promise<string> {
  const path = join(folder, 'password');
  await writeFile(path, text);
  return path;
}

describe('a password', () => {
  it('admits itself, however it is typed, and nothing else', async () => {
    const password = await Password.of(secret);
    expect(await password.admits(secret)).toBe(true);
    expect(await password.admits(secret.normalize('NFD'))).toBe(true);
    for (const wrong of ['', secret.slice(1), `${secret} `, secret.toUpperCase(), 'x'.repeat(1025), '\0']) expect(await password.admits(wrong), wrong).toBe(false);
  });

  it('is not kept, and salted', async () => {
    const one = await Password.of(secret);
    expect(inspect(one, { depth: 9, showHidden: true })).not.toContain(secret);
    const other = await Password.of(secret);
    expect(inspect(other, { depth: 9 })).not.toBe(inspect(one, { depth: 9 }));
  });

  it('is guessed by few at once', async () => {
    const password = await Password.of(secret);
    const answers = await Promise.all(Array.from({ length: 20 }, () => password.admits('wrong')));
    expect(answers.filter((answer) => answer === null)).toHaveLength(4);
    expect(await password.admits(secret)).toBe(true);
  });

  it.each([['eleven char', 'too short'], ['', 'too short'], ['👩‍👩‍👧', 'too short'], ['x'.repeat(1025), 'too long']])('is refused: %s', async (text, why) => {
    await expect(Password.of(text)).rejects.toThrow(why);
  });
});

describe('the password of this server', () => {
  it('is the first line of a file', async () => {
    const password = await readPassword(await fileWith(`${secret}\r\nmore`), {});
    expect(await password?.admits(secret)).toBe(true);
    await expect(readPassword(await fileWith('\nno first line'), {})).rejects.toThrow('too short');
    await expect(readPassword(join(folder, 'missing'), {})).rejects.toThrow('ENOENT');
  });

  it('is taken out of the environment, whatever becomes of it', async () => {
    const env: NodeJS.ProcessEnv = { LOOKALIKE_PASSWORD: secret, HOME: '/' };
    expect(await (await readPassword(null, env))?.admits(secret)).toBe(true);
    expect(env).toEqual({ HOME: '/' });
    const short = { LOOKALIKE_PASSWORD: 'short' };
    await expect(readPassword(null, short)).rejects.toThrow('too short');
    expect(short).toEqual({});
    await expect(readPassword(await fileWith(secret), { LOOKALIKE_PASSWORD: secret })).rejects.toThrow('two passwords');
  });

  it('need not be', async () => expect(await readPassword(null, {})).toBeNull());
});

import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A small C program of this folder, compiled and started, to be asked over its standard input and output. */
export class CProgram {
  /**
   * @param {string} name the source beside this file, without its extension
   * @param {readonly string[]} libraries linker options
   * @param {string} packages Debian packages that bring them, for who lacks them
   * @param {readonly string[]} args
   */
  constructor(name, libraries, packages, args = []) {
    const folder = mkdtempSync(join(tmpdir(), 'lookalike-bench-'));
    process.once('exit', () => rmSync(folder, { recursive: true }));
    const program = join(folder, name);
    const compiled = spawnSync('cc', ['-O2', '-Wall', '-Wextra', '-o', program, join(import.meta.dirname, `${name}.c`), ...libraries], { encoding: 'utf8' });
    if (compiled.error || compiled.status !== 0) {
      console.error(`bench/${name}.c could not be compiled. It needs a C compiler and Debian's ${packages}.`);
      console.error(compiled.error?.message ?? compiled.stderr);
      process.exit(2);
    }
    /** What it said and nobody has read yet. */
    this.said = Buffer.alloc(0);
    this.child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.child.once('close', (code, signal) => {
      if (code === 0) return;
      console.error(`bench/${name}.c ended with ${code ?? signal}.`);
      process.exit(2);
    });
  }

  /** @param {...(Uint8Array | string)} parts */
  ask(...parts) {
    for (const part of parts) this.child.stdin.write(part);
  }

  /** @param {number} length @returns {Promise<Buffer>} the next bytes of what it says */
  async answer(length) {
    while (this.said.length < length) {
      /** @type {Buffer} */
      const chunk = await new Promise((resolve) => this.child.stdout.once('data', resolve).resume());
      this.child.stdout.pause();
      this.said = Buffer.concat([this.said, chunk]);
    }
    const answer = this.said.subarray(0, length);
    this.said = this.said.subarray(length);
    return answer;
  }

  /** @param {number} count @returns {Promise<Uint32Array>} the next numbers of what it says */
  async numbers(count) {
    return new Uint32Array(new Uint8Array(await this.answer(4 * count)).buffer);
  }

  end() {
    this.child.stdin.end();
  }
}

/** @param {...number} values @returns {Uint8Array} as a C program reads them: 32 bits each */
export function words(...values) {
  return new Uint8Array(Uint32Array.from(values).buffer);
}

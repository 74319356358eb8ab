/** Changes of rows, each from one code to another. A row that changed twice stands there twice, in order. */
export interface Step {
  readonly rows: Uint32Array;
  /** Parallel to `rows`: the code before, and from the fifth bit on the code after. */
  readonly codes: Uint8Array;
}

const mostSteps = 200;
/** Over all steps, at five bytes each. */
const mostRows = 4_000_000;
const afterBits = 4;

/** Collects the changes that make up one step. */
export class StepRecorder {
  #rows = new Uint32Array(64);
  #codes = new Uint8Array(64);
  #length = 0;

  /** Codes are below 16. */
  add(row: number, before: number, after: number): void {
    if (this.#length === this.#rows.length) this.#grow();
    this.#rows[this.#length] = row;
    this.#codes[this.#length++] = before | (after << afterBits);
  }

  /** Null where nothing changed. */
  step(): Step | null {
    if (this.#length === 0) return null;
    return { rows: this.#rows.slice(0, this.#length), codes: this.#codes.slice(0, this.#length) };
  }

  #grow(): void {
    const [rows, codes] = [this.#rows, this.#codes];
    this.#rows = new Uint32Array(2 * rows.length);
    this.#codes = new Uint8Array(2 * codes.length);
    this.#rows.set(rows);
    this.#codes.set(codes);
  }
}

/** What was done and undone. The oldest steps are forgotten, the latest never. */
export class History {
  #past: Step[] = [];
  #future: Step[] = [];
  #rows = 0;

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  add(step: Step): void {
    this.offer(null);
    this.#past.push(step);
    this.#rows += step.rows.length;
    while (this.#past.length > mostSteps || (this.#rows > mostRows && this.#past.length > 1)) {
      this.#rows -= this.#past.shift()!.rows.length;
    }
  }

  /** From now on this is all that can be redone. */
  offer(step: Step | null): void {
    for (const undone of this.#future) this.#rows -= undone.rows.length;
    this.#future = step ? [step] : [];
    this.#rows += step?.rows.length ?? 0;
  }

  /** Calls `set` with what each row was before the latest step, last first. False where there is none. */
  undo(set: (row: number, code: number) => void): boolean {
    const step = this.#past.pop();
    if (!step) return false;
    this.#future.push(step);
    const below = (1 << afterBits) - 1;
    for (let i = step.rows.length - 1; i >= 0; i--) set(step.rows[i]!, step.codes[i]! & below);
    return true;
  }

  /** …and with what it was after the step that was undone last. */
  redo(set: (row: number, code: number) => void): boolean {
    const step = this.#future.pop();
    if (!step) return false;
    this.#past.push(step);
    for (let i = 0; i < step.rows.length; i++) set(step.rows[i]!, step.codes[i]! >> afterBits);
    return true;
  }

  clear(): void {
    this.#past = [];
    this.#future = [];
    this.#rows = 0;
  }
}

/** @typedef {import('../src/core/decode/fuzz/child').Report} Report */

/** What all processes of a fuzz run have said. */
export class Summary {
  findings = 0;
  /** Files that a lost process had been through without saying so. */
  lost = 0;
  began = performance.now();
  told = this.began;
  /** @type {Map<string, number>} */
  outcomes = new Map();
  slowest = { number: 0, milliseconds: 0 };
  peak = { number: 0, mebibytes: 0 };

  /** @param {Report} report */
  add({ outcomes, slowest, peak }) {
    for (const [outcome, count] of Object.entries(outcomes)) this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + count);
    if (slowest.milliseconds > this.slowest.milliseconds) this.slowest = slowest;
    if (peak.mebibytes > this.peak.mebibytes) this.peak = peak;
    if (performance.now() - this.told < 15_000) return;
    this.told = performance.now();
    console.error(`${this.files} files, ${this.findings} findings`);
  }

  get files() {
    return [...this.outcomes.values()].reduce((sum, count) => sum + count, this.lost);
  }

  /** @returns {string[]} */
  lines() {
    const seconds = (performance.now() - this.began) / 1000;
    const byOutcome = [...this.outcomes].sort(([a], [b]) => (a < b ? -1 : 1));
    return [
      ...byOutcome.map(([outcome, count]) => `${String(count).padStart(9)}  ${outcome}`),
      ...(this.lost > 0 ? [`${String(this.lost).padStart(9)}  lost with their process, untold`] : []),
      `${this.files} files in ${seconds.toFixed(0)} s, ${(this.files / seconds).toFixed(0)} a second; ${this.findings} findings`,
      `slowest: file ${this.slowest.number}, ${this.slowest.milliseconds.toFixed(0)} ms; peak memory of a process: ${this.peak.mebibytes.toFixed(0)} MiB, at file ${this.peak.number}`,
    ];
  }
}

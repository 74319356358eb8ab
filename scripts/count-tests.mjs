// Sums up the reports that vitest and Playwright left in a folder (see LOOKALIKE_REPORTS): the last line of a CI run.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2] ?? '.';
const unit = report('unit.json');
const stats = report('e2e.json').stats ?? {};
const passed = sum(unit.numPassedTests, stats.expected, stats.flaky);
const failed = sum(unit.numFailedTests, unit.numFailedTestSuites && !unit.numFailedTests ? 1 : 0, stats.unexpected);
console.log(`${passed} passed, ${failed} failed`);

/** @param {string} name */
function report(name) {
  const path = join(folder, name);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
}

/** @param {...(number | undefined)} counts */
function sum(...counts) {
  return counts.reduce((total = 0, count = 0) => total + count, 0) ?? 0;
}

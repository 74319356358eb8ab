/** Of a row, or a group, by its number. */
export type Test = (index: number) => boolean;

/** Whether something passes all tests; null where there is none. Millions of rows are asked: one test is itself, two are called without a loop. */
export function allOf(tests: readonly Test[]): Test | null {
  return tests.reduce<Test | null>((before, test) => (before === null ? test : (index) => before(index) && test(index)), null);
}

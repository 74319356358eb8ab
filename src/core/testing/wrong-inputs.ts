const tooMany: readonly string[] = Array.from({ length: 1_000_001 }, () => 'x');

/** Values that belong in no place of an input, or in few; each made anew, for some can be changed. */
const wrongValues: readonly (() => unknown)[] = [
  () => undefined,
  () => true,
  () => NaN,
  () => Infinity,
  () => -1,
  () => 1.5,
  () => 2 ** 53,
  () => 1e308,
  () => 10n,
  () => '',
  () => '\0',
  () => '__proto__',
  () => 'x'.repeat(1_000_000),
  () => ({}),
  () => JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}') as unknown,
  () => [],
  () => [null],
  () => tooMany,
  () => deep(100_000),
  cyclic,
  () => new Date(NaN),
  () => new Map([['at', 1]]),
  () => new Uint8Array(8),
  () => Symbol('id'),
  () => () => 'called',
  () => ({ toString: () => 'called', valueOf: () => 1, toJSON: () => 'called' }),
];

function deep(levels: number): unknown {
  let value: unknown = null;
  for (let i = 0; i < levels; i++) value = [value];
  return value;
}

function cyclic(): unknown {
  const value: Record<string, unknown> = {};
  value['self'] = value;
  return value;
}

export interface WrongInput {
  /** Such as `listing.query.text = NaN`, for whoever reads of a failure. */
  readonly name: string;
  readonly input: unknown;
}

/**
 * A good input with one thing wrong, over and over: at each place of it each of the wrong values, a key more, a key less; and where one of
 * `ids` stands, each of `otherIds`. Not all are refused: some places take almost anything.
 */
export function* wrongInputs(good: unknown, ids: ReadonlySet<string>, otherIds: readonly string[]): Generator<WrongInput> {
  for (const { path, value, put } of places(good)) {
    const at = path === '' ? 'input' : path;
    for (const [i, make] of wrongValues.entries()) yield { name: `${at} = wrong value ${i}`, input: put(make()) };
    if (typeof value === 'string' && ids.has(value)) for (const other of otherIds) yield { name: `${at} = ${other}`, input: put(other) };
    if (!isRecord(value)) continue;
    for (const key of ['more', 'path', 'constructor', '__proto__']) yield { name: `${at} + ${key}`, input: put(withKey(value, key)) };
    for (const key of Object.keys(value)) yield { name: `${at} - ${key}`, input: put(Object.fromEntries(Object.entries(value).filter(([name]) => name !== key))) };
  }
}

interface Place {
  readonly path: string;
  readonly value: unknown;
  /** The whole input with something else in this place. */
  readonly put: (value: unknown) => unknown;
}

function* places(value: unknown, path = '', put: Place['put'] = (other) => other): Generator<Place> {
  yield { path, value, put };
  if (Array.isArray(value)) {
    for (const [i, item] of (value as readonly unknown[]).entries()) yield* places(item, `${path}[${i}]`, (other) => put((value as readonly unknown[]).with(i, other)));
  } else if (isRecord(value)) {
    for (const [key, item] of Object.entries(value)) yield* places(item, path === '' ? key : `${path}.${key}`, (other) => put({ ...value, [key]: other }));
  }
}

/** As an own key, which `__proto__` in an object literal would not be. */
function withKey(value: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.defineProperty({ ...value }, key, { value: '/etc/passwd', enumerable: true });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

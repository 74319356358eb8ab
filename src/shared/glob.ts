/** Characters that a pattern has at most. */
export const longestGlob = 256;
/** Patterns that one with braces may stand for. */
const mostAlternatives = 64;

/**
 * A pattern of paths: `*` stands for any characters of one name, `?` for one of them, `[a-f]` and `[!a-f]` for one of those or of all others,
 * `**` for any folders, `{jpg,png}` for one or the other; `\` makes the next character mean itself. Without a `/` before its end it is
 * tried on names, at any depth, else on the whole path. With one at its end it means folders only. Capitals and small letters are the same.
 */
export interface Glob {
  /** `path`: names divided by `/`, the first inside the folder that patterns are about. */
  matches(path: string, isFolder: boolean): boolean;
}

export type CompiledGlob = { readonly ok: true; readonly glob: Glob } | { readonly ok: false; readonly problem: string };

/** `problem`: one sentence about what is wrong with the pattern. */
export function compileGlob(pattern: string): CompiledGlob {
  try {
    return { ok: true, glob: compile(pattern) };
  } catch (error) {
    if (error instanceof Problem) return { ok: false, problem: error.message };
    throw error;
  }
}

class Problem extends Error {}

/** One character of a name: any, this one, or one of a set. */
type Single = { readonly kind: 'any' } | { readonly kind: 'is'; readonly char: string } | { readonly kind: 'in'; readonly ranges: readonly (readonly [string, string])[]; readonly not: boolean };
type Token = Single | { readonly kind: 'star' };
/** Null: any number of folders. */
type Segment = readonly Token[] | null;

function compile(text: string): Glob {
  const pattern = fold(text.trim());
  if (pattern === '') throw new Problem('A pattern can’t be empty.');
  if (pattern.length > longestGlob) throw new Problem(`A pattern has ${longestGlob} characters at most.`);
  if (pattern.startsWith('!')) throw new Problem('A pattern can only leave out, so “!” can’t begin it; write “\\!” for a name that begins so.');
  const foldersOnly = pattern.endsWith('/');
  const body = pattern.replace(/\/+$/, '');
  if (body === '') throw new Problem('A pattern needs a name, not only “/”.');
  const alternatives = expand(Array.from(body)).map((chars) => split(chars));
  return {
    matches(path, isFolder) {
      if (foldersOnly && !isFolder) return false;
      const names = fold(path).split('/').map((name) => Array.from(name));
      return alternatives.some(({ segments, anchored }) => segmentsMatch(segments, anchored ? names : names.slice(-1)));
    },
  };
}

/** File systems differ in whether capitals matter and how accents are composed; people do not care. */
function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** The characters that a pattern is made of, `\x` being one. */
function expand(chars: readonly string[]): readonly (readonly string[])[] {
  let made: string[][] = [[]];
  const add = (char: string): void => made.forEach((one) => one.push(char));
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at]!;
    if (char === '\\') {
      const next = chars[++at];
      if (next === undefined) throw new Problem('The “\\” at the end has nothing after it.');
      add(`\\${next}`);
    } else if (char === '{') {
      const { options, end } = readOptions(chars, at + 1);
      if (made.length * options.length > mostAlternatives) throw new Problem(`The braces stand for more than ${mostAlternatives} patterns.`);
      made = made.flatMap((one) => options.map((option) => [...one, ...option]));
      at = end;
    } else if (char === '}') throw new Problem('There is a “}” without a “{” before it.');
    else add(char);
  }
  return made;
}

function readOptions(chars: readonly string[], start: number): { readonly options: readonly (readonly string[])[]; readonly end: number } {
  const options: string[][] = [[]];
  for (let at = start; at < chars.length; at++) {
    const char = chars[at]!;
    if (char === '}') return { options, end: at };
    if (char === '{') throw new Problem('Braces inside braces are not understood.');
    if (char === ',') options.push([]);
    else if (char === '\\' && chars[at + 1] !== undefined) options.at(-1)!.push(`\\${chars[++at]!}`);
    else options.at(-1)!.push(char);
  }
  throw new Problem('The “{” is never closed by a “}”.');
}

function split(chars: readonly string[]): { readonly segments: readonly Segment[]; readonly anchored: boolean } {
  const parts: string[][] = [[]];
  for (const char of chars) {
    if (char === '/') parts.push([]);
    else parts.at(-1)!.push(char);
  }
  const named = parts.filter((part) => part.length > 0);
  if (named.some((part) => part.every((char) => char === '.') && part.length <= 2)) throw new Problem('“.” and “..” name no folder inside the library.');
  if (named.length === 0) throw new Problem('A pattern needs a name.');
  return { segments: named.map(tokens), anchored: parts.length > 1 };
}

function tokens(part: readonly string[]): Segment {
  if (part.length === 2 && part.every((char) => char === '*')) return null;
  const made: Token[] = [];
  for (let at = 0; at < part.length; at++) {
    const char = part[at]!;
    if (char === '*') {
      if (made.at(-1)?.kind !== 'star') made.push({ kind: 'star' });
    } else if (char === '?') made.push({ kind: 'any' });
    else if (char === '[') {
      const end = part.indexOf(']', at + (part[at + 1] === '!' || part[at + 1] === '^' ? 3 : 2));
      if (end < 0) throw new Problem('The “[” is never closed by a “]”.');
      made.push(setOf(part.slice(at + 1, end)));
      at = end;
    } else made.push({ kind: 'is', char: literal(char) });
  }
  return made;
}

function setOf(chars: readonly string[]): Single {
  const not = chars[0] === '!' || chars[0] === '^';
  const members = chars.slice(not ? 1 : 0);
  const ranges: [string, string][] = [];
  for (let at = 0; at < members.length; at++) {
    const from = literal(members[at]!);
    if (members[at + 1] === '-' && at + 2 < members.length) {
      const to = literal(members[at + 2]!);
      if (to < from) throw new Problem(`“${from}-${to}” runs backwards.`);
      ranges.push([from, to]);
      at += 2;
    } else ranges.push([from, from]);
  }
  return { kind: 'in', ranges, not };
}

function literal(char: string): string {
  return char.startsWith('\\') && char.length > 1 ? char.slice(1) : char;
}

function segmentsMatch(segments: readonly Segment[], names: readonly (readonly string[])[]): boolean {
  return wildMatch(segments.length, names.length, (s) => segments[s] === null, (s, n) => nameMatches(segments[s]!, names[n]!));
}

function nameMatches(segment: readonly Token[], name: readonly string[]): boolean {
  return wildMatch(segment.length, name.length, (t) => segment[t]!.kind === 'star', (t, c) => isOne(segment[t] as Single, name[c]!));
}

function isOne(token: Single, char: string): boolean {
  switch (token.kind) {
    case 'any':
      return true;
    case 'is':
      return token.char === char;
    case 'in':
      return token.ranges.some(([from, to]) => from <= char && char <= to) !== token.not;
  }
}

/**
 * Whether items match a pattern of which some parts stand for any number of them. Only the last such part is ever tried again, for
 * what comes before it matches no better if it takes more: so it takes the pattern's length times the items' at most, whatever the pattern.
 */
function wildMatch(parts: number, items: number, isWild: (part: number) => boolean, isMatch: (part: number, item: number) => boolean): boolean {
  let [part, item] = [0, 0];
  let [wild, resume] = [-1, 0];
  while (item < items) {
    if (part < parts && isWild(part)) {
      wild = part++;
      resume = item;
    } else if (part < parts && isMatch(part, item)) {
      part++;
      item++;
    } else if (wild >= 0) {
      part = wild + 1;
      item = ++resume;
    } else return false;
  }
  while (part < parts && isWild(part)) part++;
  return part === parts;
}

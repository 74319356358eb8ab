import type { ImageFile } from './files';
import type { GroupId, GroupKind, Page } from './groups';
import type { GroupQuery } from './query';

/** Names a preview that the engine has at hand. */
export type RulePreviewId = string;

/**
 * Which file of a group a rule keeps: the suggested one; the one changed first or last; the one of most pixels, or of most bytes among equal
 * ones; the one whose folder stands first in the person's order of folders.
 */
export const ruleKeepers = ['best', 'oldest', 'newest', 'largest', 'folder'] as const;
export type RuleKeeper = (typeof ruleKeepers)[number];

/** `pattern`: see `core/path-pattern.ts`. `files`: what becomes of those that match. */
export type Rule =
  | { readonly kind: 'keep'; readonly keeper: RuleKeeper }
  | { readonly kind: 'pattern'; readonly pattern: string; readonly files: 'keep' | 'mark' };

export type RuleScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'query'; readonly query: GroupQuery }
  | { readonly kind: 'groups'; readonly groups: readonly GroupId[] };

/** A rule, and the groups that it is for. */
export interface RuleUse {
  readonly rule: Rule;
  readonly scope: RuleScope;
  /** Whether it is for similar shots, too, which are no copies. */
  readonly shots: boolean;
  /** Whether it is for groups, too, in which the person has decided something already. */
  readonly decided: boolean;
}

/** Why a group in the scope of a rule stays as it is. */
export const ruleSkips = ['similar-shot', 'decided', 'no-match', 'protected', 'as-it-is'] as const;
export type RuleSkip = (typeof ruleSkips)[number];

/** What a rule would do. */
export interface RulePreview {
  readonly id: RulePreviewId;
  /** In which marks, or the file to keep, would change. */
  readonly groups: number;
  /** Files that would be marked, and their bytes. */
  readonly going: number;
  readonly bytes: number;
  /** Files of these groups that would not be marked. */
  readonly staying: number;
  /** Those among them whose marks would be taken back. */
  readonly spared: number;
  /** Groups in which the rule tells no single file to keep, so that the better one of those it tells is kept. */
  readonly ties: number;
  /** By reason, how many groups would stay as they are. */
  readonly skipped: Readonly<Partial<Record<RuleSkip, number>>>;
}

/** One of the groups that a rule would change. */
export interface RuleExample {
  readonly id: GroupId;
  readonly kind: GroupKind;
  /** Those that stay first; otherwise in the group's order. */
  readonly files: readonly RuledFile[];
}

/** Of the groups that a rule would change, in the library's order. */
export interface RulePage extends Page<RuleExample> {
  /** The preview's. */
  readonly revision: number;
}

export interface RuledFile {
  readonly file: ImageFile;
  readonly goes: boolean;
}

/** A rule is applied as it was previewed, or, where groups or marks have changed since, previewed anew. */
export type RuleOutcome =
  | { readonly kind: 'applied'; readonly files: number; readonly bytes: number }
  | { readonly kind: 'outdated'; readonly preview: RulePreview };

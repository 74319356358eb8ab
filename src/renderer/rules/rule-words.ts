import type { Rule, RuleKeeper, RulePreview, RuleSkip } from '../../shared/rules';
import { bytes, plural } from '../ui/format';

export const keeperWords: Readonly<Record<RuleKeeper, { readonly name: string; readonly hint: string }>> = {
  best: { name: 'Keep the best', hint: 'The file that is suggested in each group.' },
  oldest: { name: 'Keep the oldest', hint: 'The file whose last change is longest ago.' },
  newest: { name: 'Keep the newest', hint: 'The file that was changed last.' },
  largest: { name: 'Keep the largest', hint: 'Most pixels; of equal ones, most bytes.' },
  folder: { name: 'Keep by order of folders', hint: 'The file in the folder that stands first in your order of folders.' },
};

export const patternWords: Readonly<Record<(Rule & { kind: 'pattern' })['files'], { readonly name: string; readonly hint: string }>> = {
  keep: { name: 'Keep what matches a path', hint: 'In groups with such files, all others are marked.' },
  mark: { name: 'Mark what matches a path', hint: 'Besides what is marked already; one file of a group always stays.' },
};

const skipWords: Readonly<Record<RuleSkip, string>> = {
  decided: 'decided already',
  'no-match': 'without a file that matches',
  protected: 'where only protected files could go',
  'similar-shot': 'of similar shots, which are no copies',
  'as-it-is': 'just as the rule wants it',
};

/** What a rule would do, in a few words. */
export function effectInWords({ groups, going, bytes: size, spared }: RulePreview): string {
  if (groups === 0) return 'Nothing would change';
  if (going > 0) return `Marks ${plural(going, 'file')} (${bytes(size)}) in ${plural(groups, 'group')}`;
  return spared > 0 ? `Takes back ${plural(spared, 'mark')} in ${plural(groups, 'group')}` : `Keeps another file in ${plural(groups, 'group')}`;
}

/** What is to be known besides. */
export function detailsInWords({ groups, going, staying, spared, ties, skipped }: RulePreview): readonly string[] {
  const left = Object.entries(skipped) as [RuleSkip, number][];
  return [
    ...(groups > 0 ? [`${plural(staying, 'file')} of these groups ${staying === 1 ? 'stays' : 'stay'}.`] : []),
    ...(going > 0 && spared > 0 ? [`${plural(spared, 'mark')} ${spared === 1 ? 'is' : 'are'} taken back.`] : []),
    ...(ties > 0 ? [`In ${plural(ties, 'group')} the rule does not tell the files apart: the better one is kept.`] : []),
    ...left.map(([skip, count]) => `${plural(count, 'group')} left as ${count === 1 ? 'it is' : 'they are'}: ${skipWords[skip]}.`),
  ];
}

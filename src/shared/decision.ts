/**
 * What a person decided about a file of a group: it goes; it stays, for its group was looked at; it is protected and can't be marked;
 * nothing yet.
 */
export const decisions = ['marked', 'kept', 'protected', 'undecided'] as const;
export type Decision = (typeof decisions)[number];

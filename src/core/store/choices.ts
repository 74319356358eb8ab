import type { Change, Commit } from './changes';
import type { Sql } from './database';
import { createDecisions, decisionMigrations, type DecisionTable } from './decisions';
import { createDismissals, dismissalMigrations, type DismissalTable } from './dismissed';
import { createFolderRules, folderRuleMigrations, type FolderRulesStore } from './folder-rules';
import { actionMigrations, createJournal, journalMigrations, nameMigrations, unitMigrations, type JournalTable } from './journal';
import { createPlaces, placeMigrations, type Places } from './places';
import { createPreferences, preferenceMigrations, type Preferences } from './preferences';

/** SQL from each version of `journal.db` to the next. */
export const choiceMigrations: readonly string[] = [
  ...journalMigrations, ...preferenceMigrations, ...actionMigrations, ...folderRuleMigrations, ...decisionMigrations, ...unitMigrations, ...dismissalMigrations,
  ...placeMigrations,
  // Which log belongs to it, how far that is written, and how long it was when it was last written anew.
  'CREATE TABLE change_log (id TEXT NOT NULL, generation INTEGER NOT NULL, length INTEGER NOT NULL, base INTEGER NOT NULL) STRICT;',
  ...nameMigrations,
];

/** What is in `journal.db`. All but the places where reviews were left is written to its log as well. */
export interface Choices {
  readonly preferences: Preferences;
  readonly rules: FolderRulesStore;
  readonly decisions: DecisionTable;
  readonly dismissed: DismissalTable;
  readonly journal: JournalTable;
  readonly places: Places;
}

export function createChoices(db: Sql, commit: Commit, lock: () => Sql | null): Choices {
  return {
    preferences: createPreferences(db, commit),
    rules: createFolderRules(db, commit),
    decisions: createDecisions(db, commit),
    dismissed: createDismissals(db, commit),
    journal: createJournal(db, commit, lock),
    places: createPlaces(db),
  };
}

/** Forgets all that a log would say. */
export function clearChoices(db: Sql): void {
  for (const table of ['removal_file', 'removal', 'setting', 'library', 'folder_role', 'folder_priority', 'decision', 'review', 'dismissed_file', 'dismissed']) {
    db.exec(`DELETE FROM ${table}`);
  }
}

/** Does again what a log says. */
export function applyChange({ preferences, rules, decisions, dismissed, journal }: Choices, change: Change): void {
  switch (change.kind) {
    case 'settings':
      preferences.saveSettings(change.settings);
      break;
    case 'library':
      preferences.saveLibrary(change.library);
      break;
    case 'role':
      rules.saveFolderRole(change.path, change.role);
      break;
    case 'priority':
      rules.saveFolderPriority(change.paths);
      break;
    case 'decisions':
      decisions.change(change.folders, change.forget, change.put);
      break;
    case 'dismissed':
      dismissed.add(change.when, change.files, change.id);
      break;
    case 'undismissed':
      dismissed.remove(change.id);
      break;
    case 'removal':
      journal.begin(change.removal, change.files);
      break;
    case 'steps':
      journal.record(change.removal, change.steps);
      break;
  }
}

/** Decisions, dismissals and steps of a removal that make one record. */
const perRecord = 500;

/** The fewest changes that make the same of nothing. Of removals those that something can be undone of. */
export function* changesOf({ preferences, rules, decisions, dismissed, journal }: Choices): Generator<Change> {
  yield { kind: 'settings', settings: preferences.settings() };
  for (const library of preferences.libraries().toReversed()) yield { kind: 'library', library };
  const { roles, priority } = rules.folderRules();
  for (const { path, role } of roles) yield { kind: 'role', path, role };
  if (priority.length > 0) yield { kind: 'priority', paths: priority };
  for (const folders of decisions.libraries()) {
    for (const put of slices(decisions.of(folders))) yield { kind: 'decisions', folders, forget: [], put };
  }
  for (let left = dismissed.count(); left > 0; ) {
    const from = Math.max(0, left - perRecord);
    const page = dismissed.page(from, left - from, Number.MAX_SAFE_INTEGER);
    for (const { id, when, files } of page.toReversed()) yield { kind: 'dismissed', id, when, files };
    left = from;
  }
  for (const removal of journal.open()) {
    const files = journal.files(removal.id);
    yield { kind: 'removal', removal, files: files.map(({ path, bytes, modified, owner }) => ({ path, bytes, modified, owner })) };
    const steps = files.map(({ position, state, place, names, link, failure }) => ({ position, state, reserved: { place, names, link }, failure }));
    for (const some of slices(steps)) yield { kind: 'steps', removal: removal.id, steps: some };
  }
}

function* slices<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < items.length; from += perRecord) yield items.slice(from, from + perRecord);
}

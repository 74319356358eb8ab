import type { Decisions } from './decisions';
import type { DismissalStore } from './dismissed';
import type { FolderRulesStore } from './folder-rules';
import type { Journal } from './journal';
import type { Ledger } from './ledger';
import type { Places } from './places';
import type { Preferences } from './preferences';

export interface LedgerStores extends Preferences, FolderRulesStore {
  readonly journal: Journal;
  readonly decisions: Decisions;
  readonly dismissed: DismissalStore;
  readonly places: Places;
}

/** What the program knows of a ledger, whichever file it has open at the moment. */
export function ledgerStores(ledger: Ledger): LedgerStores {
  return {
    settings: () => ledger.read(({ preferences }) => preferences.settings()),
    saveSettings: (settings) => ledger.change(({ preferences }) => preferences.saveSettings(settings)),
    libraries: () => ledger.read(({ preferences }) => preferences.libraries()),
    saveLibrary: (library) => ledger.change(({ preferences }) => preferences.saveLibrary(library)),
    folderRules: () => ledger.read(({ rules }) => rules.folderRules()),
    saveFolderRole: (path, role) => ledger.change(({ rules }) => rules.saveFolderRole(path, role)),
    saveFolderPriority: (paths) => ledger.change(({ rules }) => rules.saveFolderPriority(paths)),
    journal: {
      begin: (removal, files) => ledger.change(({ journal }) => journal.begin(removal, files)),
      record: (removal, steps) => ledger.change(({ journal }) => journal.record(removal, steps)),
      removals: () => ledger.read(({ journal }) => journal.removals()),
      removal: (id) => ledger.read(({ journal }) => journal.removal(id)),
      files: (removal) => ledger.read(({ journal }) => journal.files(removal)),
      unsettled: () => ledger.read(({ journal }) => journal.unsettled()),
      claim: () => ledger.change(({ journal }) => journal.claim()),
    },
    decisions: {
      of: (folders) => ledger.read(({ decisions }) => decisions.of(folders)),
      change: (folders, forget, put) => ledger.change(({ decisions }) => decisions.change(folders, forget, put)),
    },
    dismissed: {
      add: (when, files) => ledger.change(({ dismissed }) => dismissed.add(when, files)),
      remove: (id) => ledger.change(({ dismissed }) => dismissed.remove(id)),
      count: () => ledger.read(({ dismissed }) => dismissed.count()),
      page: (offset, limit, files) => ledger.read(({ dismissed }) => dismissed.page(offset, limit, files)),
      contents: () => ledger.read(({ dismissed }) => dismissed.contents()),
    },
    places: {
      of: (folders) => ledger.read(({ places }) => places.of(folders)),
      save: (folders, place) => ledger.read(({ places }) => places.save(folders, place)),
    },
  };
}

import type { CompanionKind, FolderRole, Standing } from '../../shared/folders';

interface RoleWords {
  readonly name: string;
  /** What it means. */
  readonly hint: string;
}

export const roleWords: Readonly<Record<FolderRole | 'none', RoleWords>> = {
  none: { name: 'No role', hint: 'Copies in it can be marked. What is said of the folder above it holds for it.' },
  protected: { name: 'Protected', hint: 'Nothing in it is ever marked or removed.' },
  reference: { name: 'Reference', hint: 'Protected, and its files are the ones to keep; copies elsewhere are the ones to go.' },
  excluded: { name: 'Left out', hint: 'Scans pass over it.' },
};

export const standingWords: Readonly<Record<Exclude<Standing, 'free'>, RoleWords>> = {
  protected: { name: 'Protected', hint: 'Its folder is protected, so it stays. That can be changed in Folders.' },
  reference: { name: 'Reference', hint: 'It is in a reference folder, so it stays. That can be changed in Folders.' },
};

export const companionWords: Readonly<Record<CompanionKind, RoleWords>> = {
  raw: { name: 'With RAW', hint: 'Its RAW file lies beside it. They go and stay together.' },
  movie: { name: 'Live Photo', hint: 'A film lies beside it. They go and stay together.' },
  sidecar: { name: 'Sidecar', hint: 'A file with edits or notes lies beside it, and goes where it goes.' },
};

import { systemFiles } from './file-system';
import { systemMounts } from './mounts';
import { surveyBy, type Surveyor } from './survey';

/**
 * A surveyor that looks at the drives of this machine in this very thread, which spares a scan of few files the start of another; `apart`
 * looks at all others. For a program that has nothing else to do meanwhile.
 */
export function surveyLocalHere(apart: Surveyor): Surveyor {
  const mounts = systemMounts();
  const here = surveyBy(systemFiles);
  const whose = (folder: string): Surveyor => (mounts(folder).isLocal ? here : apart);
  return { list: (folder) => whose(folder).list(folder), look: (folder, names) => whose(folder).look(folder, names) };
}

import { Aperture, FileText, Film, Shield, Star, type LucideIcon } from 'lucide-react';
import type { GroupMember } from '../../shared/groups';
import type { CompanionKind, Standing } from '../../shared/folders';
import { cx } from '../ui/cx';
import { companionWords, standingWords } from './role-words';
import styles from './Badges.module.css';

const standingIcons: Readonly<Record<Exclude<Standing, 'free'>, LucideIcon>> = { protected: Shield, reference: Star };
const companionIcons: Readonly<Record<CompanionKind, LucideIcon>> = { raw: Aperture, movie: Film, sidecar: FileText };

/** Whether a file has to stay for its folder's sake, and what goes and stays with it. */
export function Badges({ member: { standing, companions, file } }: { readonly member: GroupMember }) {
  if (standing === 'free' && companions.length === 0) return null;
  const Icon = standing === 'free' ? null : standingIcons[standing];
  return (
    <ul className={styles['badges']} aria-label={`About ${file.name}`}>
      {standing !== 'free' && Icon && (
        <li className={cx(styles['badge'], styles['standing'])} title={standingWords[standing].hint}>
          <Icon size={12} aria-hidden="true" /> {standingWords[standing].name}
        </li>
      )}
      {companions.map((kind) => {
        const Kind = companionIcons[kind];
        return (
          <li key={kind} className={styles['badge']} title={companionWords[kind].hint}>
            <Kind size={12} aria-hidden="true" /> {kind === 'raw' && file.format === 'jpeg' ? 'RAW + JPEG' : companionWords[kind].name}
          </li>
        );
      })}
    </ul>
  );
}

import { useStore } from 'zustand';
import { imageFormats } from '../../shared/files';
import { groupKinds } from '../../shared/groups';
import { useApp } from '../app/app-context';
import { formatName } from '../review/words';
import { day } from '../ui/format';
import { Choices } from './Choices';
import { DistanceRange } from './DistanceRange';
import { kindNames } from './filter-words';
import { bytesFrom, dayFrom, dayText, megabytes } from './spans';
import { SpanFields } from './SpanFields';
import styles from './FilterForm.module.css';

const decisions = [
  ['any', 'Any'],
  ['undecided', 'Undecided'],
  ['decided', 'Decided'],
] as const;

/** What groups can be filtered by. Each change holds at once. */
export function FilterForm() {
  const { listing, scan, settings } = useApp();
  const query = useStore(listing.store, (state) => state.listing.query);
  const shots = useStore(settings.store, (state) => state.settings.shots);
  const before = useStore(scan, (state) => state.scan.scannedBefore);
  const kinds = groupKinds.filter((kind) => shots || kind !== 'similar-shot' || query.kinds.includes(kind));

  return (
    <div className={styles['form']}>
      <Choices legend="Kind of group" all={kinds} name={(kind) => kindNames[kind]} chosen={query.kinds} onChange={(chosen) => listing.filter({ kinds: chosen })} />
      <fieldset className={styles['line']}>
        <legend>Decided</legend>
        {decisions.map(([value, name]) => (
          <label key={value} className={styles['choice']}>
            <input type="radio" name="decided" checked={query.decided === value} onChange={() => listing.filter({ decided: value })} />
            {name}
          </label>
        ))}
      </fieldset>
      <DistanceRange span={query.distance} onChange={(distance) => listing.filter({ distance })} />
      <Choices legend="With a file in the format" all={imageFormats} name={formatName} chosen={query.formats} onChange={(formats) => listing.filter({ formats })} />
      <SpanFields
        legend="With a file of so many MB"
        type="number"
        span={query.bytes}
        read={bytesFrom}
        write={megabytes}
        onChange={(bytes) => listing.filter({ bytes })}
      />
      <SpanFields
        legend="With a file changed between"
        type="date"
        span={query.dates}
        read={dayFrom}
        write={dayText}
        onChange={(dates) => listing.filter({ dates })}
      />
      {before !== null && (
        <label className={styles['choice']}>
          <input type="checkbox" checked={query.isNew === true} onChange={({ target }) => listing.filter({ isNew: target.checked ? true : null })} />
          With a file new since the scan of {day(before)}
        </label>
      )}
    </div>
  );
}

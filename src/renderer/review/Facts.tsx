import { Triangle } from 'lucide-react';
import type { ImageFile } from '../../shared/domain';
import { bytes, day } from '../ui/format';
import hidden from '../ui/visually-hidden.module.css';
import type { Best } from './best';
import { formatName } from './words';
import styles from './Facts.module.css';

/** Size, weight, format and age of a file; what is best in its group has a sign and says so. */
export function Facts({ file, best }: { readonly file: ImageFile; readonly best: Best }) {
  return (
    <dl className={styles['facts']}>
      <Fact name="Pixels" value={`${file.width} × ${file.height}`} honour={file.width * file.height === best.pixels && 'most pixels'} />
      <Fact name="Size" value={bytes(file.bytes)} honour={file.bytes === best.bytes && 'largest file'} />
      <Fact name="Format" value={formatName(file.format)} honour={false} />
      <Fact name="Changed" value={day(file.modified)} honour={day(file.modified) === best.day && 'oldest'} />
    </dl>
  );
}

function Fact({ name, value, honour }: { readonly name: string; readonly value: string; readonly honour: string | false }) {
  return (
    <div className={styles['fact']} title={honour ? `${name}: ${honour}` : name}>
      <dt className={hidden['hidden']}>{name}</dt>
      <dd className={honour ? styles['best'] : undefined}>
        {value}
        {honour && (
          <>
            <Triangle size={8} fill="currentColor" aria-hidden="true" />
            <span className={hidden['hidden']}> ({honour})</span>
          </>
        )}
      </dd>
    </div>
  );
}

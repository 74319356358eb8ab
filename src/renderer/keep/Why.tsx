import { Popover } from '@base-ui/react/popover';
import { useStore } from 'zustand';
import type { Group, GroupMember } from '../../shared/groups';
import { keepCriteria } from '../../shared/keep';
import { useApp } from '../app/app-context';
import { Button } from '../ui/Button';
import { oneDecimal } from '../ui/format';
import { meritsInWords, reasonsInWords } from '../../shared/reason-words';
import { criterionWords, pointsThatDiffer } from './keep-words';
import styles from './Why.module.css';

/** The score of a file beside the suggested keeper's, criterion by criterion. Of the keeper itself beside the one that comes next. */
export function Why({ group, member }: { readonly group: Group; readonly member: GroupMember }) {
  const { settings, view } = useApp();
  const policy = useStore(settings.store, (state) => state.settings.keep);
  const keeper = group.members[0]!;
  const compared = [keeper, member === keeper ? runnerUp(group) : member];
  const rows = pointsThatDiffer(policy, (criterion) => compared.map((one) => one.points[keepCriteria.indexOf(criterion)]!));

  return (
    <Popover.Root>
      <Popover.Trigger render={<Button look="quiet" className={styles['trigger']} aria-label={`Why? The score of ${member.file.name}`} />}>Why?</Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} className={styles['positioner']}>
          <Popover.Popup className={styles['popup']}>
            <Popover.Title className={styles['title']}>{member === keeper ? meritsInWords(group.members) : reasonsInWords(member.reasons)}</Popover.Title>
            <table className={styles['table']}>
              <thead>
                <tr>
                  <th scope="col">Points</th>
                  {compared.map(({ file }, i) => (
                    <th key={file.id} scope="col" title={file.path}>
                      {i > 0 ? <bdi>{file.name}</bdi> : group.keeper === file.id ? 'Kept' : 'Suggested'}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map(({ criterion, weight, points: own }) => (
                  <tr key={criterion}>
                    <th scope="row">
                      {criterionWords[criterion].name} <small>of {weight}</small>
                    </th>
                    {own.map((value, i) => (
                      <td key={compared[i]!.file.id}>{oneDecimal(value)}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
              <tfoot>
                <tr>
                  <th scope="row">In all</th>
                  {compared.map((one) => (
                    <td key={one.file.id}>{oneDecimal(total(one))}</td>
                  ))}
                </tr>
              </tfoot>
            </table>
            <p className={styles['hint']}>
              {rows.length === 0
                ? 'Whatever counts is the same in both. The first by its path was chosen.'
                : 'Whatever is not listed is the same in both.'}
            </p>
            <Button onClick={() => view.open({ kind: 'keep' })}>Change what counts…</Button>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function runnerUp({ members }: Group): GroupMember {
  return members.slice(1).reduce((best, next) => (total(next) > total(best) ? next : best));
}

function total({ points: own }: GroupMember): number {
  return own.reduce((sum, value) => sum + value, 0);
}

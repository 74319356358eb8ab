import { useState, type Ref } from 'react';
import type { Group, GroupMember } from '../../shared/groups';
import { useApp } from '../app/app-context';
import { compose, invert } from '../../shared/affine';
import { RowElements } from '../ui/row-elements';
import { placeOn } from './layout';
import { fitting, shownAt, through, type View } from './lens';
import { Badge, Pane } from './Pane';
import { Picture } from './Picture';
import { Stacked } from './Stacked';
import type { Comparison } from './use-comparison';
import styles from './Stage.module.css';

interface StageProps {
  readonly group: Group;
  readonly comparison: Comparison;
  /** The kept one first. */
  readonly shown: readonly GroupMember[];
  /** Null until there is room. */
  readonly view: View | null;
  readonly stageRef: Ref<HTMLDivElement>;
}

/** The pictures themselves, beside or over each other, seen through one lens. */
export function Stage({ group, comparison, shown, view, stageRef }: StageProps) {
  const { mode } = comparison;
  return (
    <div
      ref={stageRef}
      role="group"
      aria-label="Pictures"
      aria-keyshortcuts="F D O A 0 1 + -"
      tabIndex={0}
      data-mode={mode}
      className={styles['stage']}
    >
      {view && (mode === 'side' ? <Side group={group} comparison={comparison} shown={shown} view={view} /> : <Over group={group} comparison={comparison} view={view} />)}
    </div>
  );
}

function Side({ group, comparison, shown, view }: Omit<StageProps, 'view' | 'stageRef'> & { readonly view: View }) {
  const { compare } = useApp();
  const { kept, others, against, lens, aligned } = comparison;
  const [elements] = useState(() => new RowElements());
  const numbers = elements.assign(shown.map(({ file }) => file.id));
  return shown.map((member, i) => {
    const placed = placeOn(kept, member);
    const at = shownAt(placed, view, lens, aligned);
    const isKept = member === kept;
    const chosen = member === against && shown.length > 2;
    return (
      <Pane
        key={numbers[i]}
        view={view}
        lens={lens}
        toPane={compose(at, invert(placed.toKept))}
        onLens={(next) => compare.look(group.id, next)}
        onPick={isKept ? undefined : () => compare.choose(group.id, member.file.id)}
      >
        <Picture key={member.file.id} file={member.file} at={at} density={view.density} />
        <Badge number={isKept ? 1 : others.indexOf(member) + 2} chosen={chosen}>
          {isKept ? 'Keep' : undefined}
        </Badge>
      </Pane>
    );
  });
}

/** The kept picture and one copy in the same place. */
function Over({ group, comparison, view }: { readonly group: Group; readonly comparison: Comparison; readonly view: View }) {
  const { compare } = useApp();
  const { lens, kept, against } = comparison;
  return (
    <Pane
      view={view}
      lens={lens}
      toPane={through(view, lens ?? fitting(view))}
      onLens={(next) => compare.look(group.id, next)}
    >
      <Stacked key={`${kept.file.id} ${against.file.id}`} comparison={comparison} view={view} />
    </Pane>
  );
}

import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode, type Ref } from 'react';
import { cx } from './cx';
import { listMove, listOpenKey } from './list-keys';
import { RowElements } from './row-elements';
import { rowsToDraw } from './rows-to-draw';
import { usePace } from './use-pace';
import styles from './VirtualList.module.css';

/** Pixels per frame from which on nobody looks at the pictures of rows that go by. */
const flight = 64;

/** What a click or a move chooses: that row alone, that row besides or no longer, or all from where choosing began up to it. */
export type ChoosingHow = 'one' | 'toggle' | 'range';

interface VirtualListProps {
  readonly label: string;
  readonly count: number;
  readonly rowHeight: number;
  /** The position of the row that the keyboard acts on; −1: none yet. */
  readonly active: number;
  readonly onActive: (index: number, how: ChoosingHow) => void;
  /** Makes it a list in which many rows can be chosen: says of each whether it is. */
  readonly isChosen?: (index: number) => boolean;
  readonly onChooseAll?: () => void;
  /** Keys that are not moves; the row they are meant for is the active one. */
  readonly onKey?: (event: KeyboardEvent, active: number) => void;
  readonly onOpen?: (index: number) => void;
  /** Which rows are to be drawn. */
  readonly onRange?: (first: number, last: number) => void;
  /** Which row is the first on screen. */
  readonly onTop?: (index: number) => void;
  /** Scrolls so many rows out of sight above, each time it is another object. */
  readonly scrollTo?: { readonly above: number } | null;
  readonly rowKey: (index: number) => string;
  readonly rowLabel?: (index: number) => string;
  /** `flying`: the row goes by faster than anybody looks at its pictures. */
  readonly children: (index: number, flying: boolean) => ReactNode;
  readonly className?: string | undefined;
  readonly listRef?: Ref<HTMLDivElement>;
  /** A row whose change scrolls it into view, though the keyboard did not ask for it. */
  readonly autoFocus?: boolean;
}

interface DrawnRow {
  /** Of the element, in which it takes over from the row before. */
  readonly number: number;
  readonly index: number;
  /** Pixels from the top of the list; null: out of sight, kept for a row to come. */
  readonly start: number | null;
}

/**
 * A listbox over any number of rows of one height. Focus stays on the list itself and the active row is named
 * by `aria-activedescendant`, so that scrolling a row out of existence never loses focus.
 */
export function VirtualList(props: VirtualListProps) {
  const { label, count, rowHeight, active, onActive, isChosen, onChooseAll, onKey, onOpen, onRange, onTop, scrollTo, rowKey, rowLabel, children } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const { heading, perFrame } = usePace(scroller);
  const flying = perFrame >= flight;
  // The virtualizer's answers change without its identity changing; this component is the only one that reads it.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtualizer: Virtualizer<HTMLDivElement, Element> = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    rangeExtractor: ({ startIndex: first }) =>
      rowsToDraw({ first, inView: Math.ceil((virtualizer.scrollRect?.height ?? 0) / rowHeight) + 1, count, rowHeight, heading, perFrame }),
    initialRect: { width: 320, height: 480 },
  });
  const rows = virtualizer.getVirtualItems();
  const [elements] = useState(() => new RowElements());
  const numbers = elements.assign(rows.map(({ index }) => rowKey(index)));
  const spare = elements.spare(numbers, rows.map(({ index }) => index)).filter(([, index]) => index < count);
  const drawn: readonly DrawnRow[] = [
    ...rows.map(({ index, start }, i) => ({ number: numbers[i]!, index, start })),
    ...spare.map(([number, index]) => ({ number, index, start: null })),
  ];
  // At rest in the order in which they are read aloud. In motion no element changes its place in the document: it would be laid out anew for that.
  const inDocument = perFrame > 0 ? drawn.toSorted((a, b) => a.number - b.number) : drawn;
  const first = rows[0]?.index ?? 0;
  const last = rows.at(-1)?.index ?? 0;

  // What is known of the view without asking the browser, which would have to lay all out for an answer that is known.
  const offset = virtualizer.scrollOffset ?? 0;
  const height = virtualizer.scrollRect?.height ?? 0;

  useEffect(() => {
    const inView = active * rowHeight >= offset && (active + 1) * rowHeight <= offset + height;
    if (active >= 0 && active < count && !inView) virtualizer.scrollToIndex(active, { align: 'auto' });
    // Only a move of the active row scrolls; rows coming and going do not.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [active]);

  const top = virtualizer.range?.startIndex ?? 0;
  useEffect(() => onTop?.(top), [onTop, top]);
  const reached = useRef<VirtualListProps['scrollTo']>(null);
  useEffect(() => {
    // Asked for once, not whenever the list changes.
    if (scrollTo && scrollTo !== reached.current) {
      reached.current = scrollTo;
      const wanted = Math.max(0, Math.min(scrollTo.above * rowHeight, virtualizer.getTotalSize() - height));
      if (wanted !== offset) {
        virtualizer.scrollToIndex(scrollTo.above, { align: 'start' });
        // These rows are out of view in a moment.
        if (scroller.current?.scrollTop !== offset) return;
      }
    }
    onRange?.(first, last);
    // Scrolling calls for nothing but the rows that it brings.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [onRange, first, last, scrollTo]);

  function handleKey(event: KeyboardEvent): void {
    const pageRows = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeight) / rowHeight) - 1);
    const target = listMove(event.nativeEvent, active, count, pageRows);
    if (target !== null) {
      event.preventDefault();
      onActive(target, event.shiftKey && isChosen ? 'range' : 'one'); return;
    }
    if (isChosen && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
      if (event.key.toLowerCase() === 'a') onChooseAll?.();
      else if (event.key === ' ' && active >= 0) onActive(active, 'toggle');
      else { onKey?.(event, active); return; }
      event.preventDefault();
      return;
    }
    if (event.key === listOpenKey && onOpen && active >= 0) {
      event.preventDefault();
      onOpen(active); return;
    }
    onKey?.(event, active);
  }

  function click(event: MouseEvent, index: number): void {
    if (!isChosen) onActive(index, 'one');
    else onActive(index, event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'one');
  }
  const chosen = isChosen ?? ((index: number) => index === active);

  return (
    <div
      ref={(node) => {
        scroller.current = node;
        if (typeof props.listRef === 'function') props.listRef(node);
        else if (props.listRef) props.listRef.current = node;
      }}
      role="listbox"
      aria-multiselectable={isChosen ? true : undefined}
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={active >= first && active <= last && active < count ? `${id}-${active}` : undefined}
      className={cx(styles['list'], props.className)}
      onKeyDown={handleKey}
    >
      <div className={styles['rows']} style={{ height: virtualizer.getTotalSize() }} role="presentation">
        {inDocument.map(({ number, index, start }) => start === null ? (
          <div key={number} aria-hidden="true" className={cx(styles['row'], styles['spare'])} style={{ height: rowHeight }}>
            {children(index, true)}
          </div>
        ) : (
          <div
            key={number}
            id={`${id}-${index}`}
            role="option"
            aria-selected={chosen(index)}
            aria-label={rowLabel?.(index)}
            aria-setsize={count}
            aria-posinset={index + 1}
            className={cx(styles['row'], chosen(index) && styles['chosen'], index === active && styles['active'])}
            style={{ height: rowHeight, transform: `translateY(${start}px)` }}
            onClick={(event) => click(event, index)}
            onDoubleClick={onOpen && (() => onOpen(index))}
          >
            {children(index, flying)}
          </div>
        ))}
      </div>
    </div>
  );
}

import {
  type KeyboardEvent,
  memo,
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import { Collection, ListBox, Virtualizer } from 'react-aria-components';
import { t } from '../../shared/words/words.ts';
import { useChosenKeys } from './chosen-keys.ts';
import { classesOf } from './classes.ts';
import { rowHeights, useDensity } from './density.ts';
import css from './list.module.css';
import { type ListRow, Row } from './list-row.tsx';
import { RowFrame } from './row-frame.tsx';
import { focusWhenDrawn, type RowActions } from './row-keys.ts';
import { useSameArray } from './stable.ts';
import { takeTurns } from './turns.ts';
import { useTypedText } from './typed-text.ts';
import hiddenCss from './visually-hidden.module.css';
import { WindowLayout } from './window-layout.ts';

const cx = classesOf(css);
const hx = classesOf(hiddenCss);

const nobody: readonly string[] = [];

/** In px, around the rows and between them. */
const PADDING = 8;
const GAP = 1;

interface Placed<T> {
  /** The position in the whole list, from 0. */
  readonly at: number;
  readonly id: string;
  readonly item: T;
}

/** The loaded part of a long list. */
export interface RowWindow<T> {
  readonly rows: readonly Placed<T>[];
  /** Rows of the whole list. */
  readonly total: number;
  /** Changes with each new query: the list then starts at the top. */
  readonly question: string;
  readonly onRange: (first: number, last: number) => void;
}

type WindowListProps<T> = RowActions &
  Readonly<{
    /** The accessible name. */
    label: string;
    window: RowWindow<T>;
    /** Declared outside the component: a new function at each render would redraw every row. */
    row: (item: T) => ListRow;
    selectedId: string | null;
    onSelect: (id: string) => void;
    /** More than one can be selected: these are. 'all' are those that aren't loaded, too. */
    many?:
      | Readonly<{
          ids: readonly string[] | 'all';
          onSelect: (ids: readonly string[] | 'all') => void;
        }>
      | undefined;
    /** Enter, or a double click. */
    onOpen?: ((id: string) => void) | undefined;
    /** The position of the first row that begins with what was typed, or null. */
    placeOf?: ((typed: string) => Promise<number | null>) | undefined;
    emptyState?: ReactNode;
    ref?: Ref<HTMLDivElement> | undefined;
  }>;

/**
 * A list of any length with only a window of it in memory. It has one Tab stop, arrows inside;
 * scroll bar, Home, End, typing and the positions read by screen readers cover all rows.
 */
export function WindowList<T>({
  label,
  window: shown,
  row,
  selectedId,
  onSelect,
  many,
  onOpen,
  placeOf,
  emptyState,
  ref,
  ...actions
}: WindowListProps<T>) {
  const { list: rowSize } = rowHeights[useDensity()];
  const step = rowSize + GAP;
  const box = useRef<HTMLDivElement>(null);
  useImperativeHandle(ref, () => box.current as HTMLDivElement);
  const { rows, total, question, onRange } = shown;
  const items = useWithFocused(rows, selectedId, question);
  const ids = chosenIds(many?.ids ?? [], selectedId);
  const chosen = useChosenKeys(useSameArray(ids === 'all' ? nobody : ids));
  const pending = useRef<number | null>(null);
  const asked = useRef(question);
  const [takeTurn] = useState(takeTurns);

  function report(): void {
    const { scrollTop = 0, clientHeight = 0 } = box.current ?? {};
    onRange(Math.floor(scrollTop / step), Math.ceil((scrollTop + clientHeight) / step));
  }

  // A new query starts at the top. Almost any change affects the visible range.
  useEffect(() => {
    if (asked.current !== question) {
      asked.current = question;
      pending.current = null;
      if (box.current !== null) box.current.scrollTop = 0;
    }
    report();
  });

  // The target row of a jump gets the selection and the focus once it is loaded.
  useEffect(() => {
    const wanted = rows.find(({ at }) => at === pending.current);
    if (wanted === undefined) return;
    pending.current = null;
    onSelect(wanted.id);
    focusWhenDrawn(box.current, wanted.id);
  });

  /** Scrolls to a row that may not be loaded yet. */
  function jump(at: number): void {
    const scroller = box.current;
    if (scroller === null) return;
    pending.current = at;
    scroller.scrollTop = Math.max(0, at * step - (scroller.clientHeight - step) / 2);
    report();
  }

  const typed = useTypedText((text) => {
    const isNewest = takeTurn();
    const typedFor = asked.current;
    void placeOf?.(text).then((at) => {
      const isHere = box.current?.contains(document.activeElement) === true;
      if (!isNewest() || !isHere || asked.current !== typedFor) return;
      if (at !== null) jump(Math.min(at, total - 1));
    });
  });

  function onKeyDownCapture(event: KeyboardEvent): void {
    const at = placeAskedFor(event.key);
    if (at !== null) {
      event.preventDefault();
      event.stopPropagation();
      jump(at);
    } else if (placeOf !== undefined && rows.length < total) typed(event);
  }

  /** The position that a key moves to, if its row isn't loaded; the list handles loaded ones. */
  function placeAskedFor(key: string): number | null {
    const [first, last] = [rows[0]?.at ?? 0, rows.at(-1)?.at ?? 0];
    if (key === 'Home') return first > 0 ? 0 : null;
    if (key === 'End') return last < total - 1 ? total - 1 : null;
    if (!key.startsWith('Arrow') && !key.startsWith('Page')) return null;
    const focused = items.find(({ id }) => id === selectedId);
    const isAway = focused !== undefined && (focused.at < first || focused.at > last);
    return isAway ? focused.at : null;
  }

  return (
    <RowFrame
      {...actions}
      label={label}
      className={cx('frame')}
      onKeyDownCapture={onKeyDownCapture}
    >
      <Virtualizer
        layout={WindowLayout}
        layoutOptions={{ rowSize, padding: PADDING, gap: GAP, total }}
      >
        <ListBox
          ref={box}
          aria-label={label}
          className={cx('list')}
          selectionMode={many === undefined ? 'single' : 'multiple'}
          selectionBehavior="replace"
          disallowEmptySelection={selectedId !== null}
          escapeKeyBehavior="none"
          selectedKeys={ids === 'all' ? ids : chosen.keys}
          onSelectionChange={(keys) => {
            if (keys !== 'all') chosen.keep(keys);
            const [key, ...others] = keys === 'all' ? [] : keys;
            if (keys === 'all') many?.onSelect('all');
            else if (others.length > 0) many?.onSelect([...keys].map(String));
            else if (key !== undefined) onSelect(String(key));
          }}
          {...(onOpen !== undefined && { onAction: (key) => onOpen(String(key)) })}
          onScroll={report}
          // An option without a name would be announced as one.
          renderEmptyState={() =>
            emptyState || <span className={hx('hidden')}>{t('ui.loading')}</span>
          }
        >
          <Rows items={items} row={row} total={total} />
        </ListBox>
      </Virtualizer>
    </RowFrame>
  );
}

/** Several, or the one that is open. */
function chosenIds(ids: readonly string[] | 'all', selectedId: string | null) {
  if (ids === 'all' || ids.length > 1) return ids;
  return selectedId === null ? [] : [selectedId];
}

type RowsProps<T> = Readonly<{
  items: readonly Placed<T>[];
  row: (item: T) => ListRow;
  total: number;
}>;

function Content<T>({ items, row, total }: RowsProps<T>) {
  return (
    <Collection items={items} dependencies={[row, total]}>
      {(placed) => (
        <Row
          id={placed.id}
          value={placed}
          place={placed.at + 1}
          total={total}
          {...row(placed.item)}
        />
      )}
    </Collection>
  );
}

// memo() loses the type parameter.
const Rows = memo(Content) as typeof Content;

/**
 * The rows, plus the selected one even if it is scrolled out of the window: otherwise its focus
 * would move to another row.
 */
function useWithFocused<T>(
  rows: readonly Placed<T>[],
  selectedId: string | null,
  question: string,
): readonly Placed<T>[] {
  const [seen, setSeen] = useState<{ readonly question: string; readonly row: Placed<T> }>();
  const here = rows.find(({ id }) => id === selectedId);
  const isNew = here !== undefined && (seen?.row !== here || seen.question !== question);
  if (isNew) setSeen({ question, row: here });
  if (here !== undefined || seen === undefined || seen.row.id !== selectedId) return rows;
  const last = seen;
  const [first, end] = [rows[0]?.at ?? 0, rows.at(-1)?.at ?? 0];
  // If its position is within the window and it isn't there, it is no longer in the list.
  if (last.question !== question || (last.row.at >= first && last.row.at <= end)) return rows;
  return last.row.at < first ? [last.row, ...rows] : [...rows, last.row];
}

import { memo, type ReactNode, useMemo } from 'react';
import { CheckMark } from './check-mark.tsx';
import { classesOf } from './classes.ts';
import { BOXES, type Place } from './column-places.ts';
import css from './data-table.module.css';
import type { TableColumn } from './table-column.ts';
import type { Span } from './use-table-window.ts';

const cx = classesOf(css);

type PassingRowsProps<T> = Readonly<{
  items: readonly T[];
  span: Span;
  columns: readonly TableColumn<T>[];
  /** By column; one that is scrolled away has none. */
  places: ReadonlyMap<string, Place>;
  selectedKeys: ReadonlySet<unknown>;
  rowHeight: number;
  headingHeight: number;
}>;

/**
 * The rows on screen as they look, while the table is scrolled faster than the headless table draws
 * them. For assistive technology, the table still has the rows that it had before.
 */
export function PassingRows<T extends { readonly id: string }>({
  items,
  span: { first, end },
  columns,
  places,
  selectedKeys,
  rowHeight,
  headingHeight,
}: PassingRowsProps<T>) {
  const cells = useMemo(() => cellsOf(columns, places), [columns, places]);
  return (
    <div
      aria-hidden
      className={cx('passing')}
      style={{
        insetBlockStart: headingHeight + first * rowHeight,
        blockSize: (end - first) * rowHeight,
      }}
    >
      {items.slice(first, end).map((item, index) => (
        <PassingRow
          // The elements at a place are used for each row that passes: little but their texts changes.
          // oxlint-disable-next-line react/no-array-index-key -- meant, as said
          key={index}
          item={item}
          height={rowHeight}
          cells={cells}
          boxes={places.get(BOXES)}
          isSelected={selectedKeys.has(item.id)}
        />
      ))}
    </div>
  );
}

/** One element for all rows, since it never changes. */
const mark = <CheckMark />;

type PassingRowProps<T> = Readonly<{
  item: T;
  height: number;
  cells: readonly PassingCell<T>[];
  boxes: Place | undefined;
  isSelected: boolean;
}>;

interface PassingCell<T> {
  readonly id: string;
  readonly className: string;
  readonly place: Place;
  readonly draw: (item: T) => ReactNode;
}

/** What the cells of a column have in common: made once, as hundreds of them are drawn in each frame. */
function cellsOf<T>(
  columns: readonly TableColumn<T>[],
  places: ReadonlyMap<string, Place>,
): readonly PassingCell<T>[] {
  const header = columns.find((column) => column.isRowHeader) ?? columns[0];
  return columns.flatMap((column) => {
    const place = places.get(column.id);
    // Its heading isn't there either: it is scrolled away.
    if (place === undefined) return [];
    const className = cx(
      'cell',
      'passed',
      column.align === 'end' && 'end',
      column.isMono && 'mono',
      column === header && 'first',
    );
    return [{ id: column.id, className, place, draw: column.passing ?? column.cell }];
  });
}

function Content<T>({ item, height, cells, boxes, isSelected }: PassingRowProps<T>) {
  return (
    <div
      className={cx('row', 'passed')}
      style={{ blockSize: height }}
      {...(isSelected && { 'data-selected': true })}
    >
      {boxes !== undefined && (
        <div className={cx('cell', 'boxes', 'passed')} style={boxes}>
          <span className={cx('hit')} {...(isSelected && { 'data-selected': true })}>
            {mark}
          </span>
        </div>
      )}
      {cells.map(({ id, className, place, draw }) => (
        <div key={id} className={className} style={place}>
          <span className={cx('content')}>{draw(item)}</span>
        </div>
      ))}
    </div>
  );
}

// memo() loses the type parameter.
const PassingRow = memo(Content) as typeof Content;

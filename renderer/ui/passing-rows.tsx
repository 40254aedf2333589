import { memo } from 'react';
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
  selectedIds: ReadonlySet<string>;
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
  selectedIds,
  rowHeight,
  headingHeight,
}: PassingRowsProps<T>) {
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
          columns={columns}
          places={places}
          isSelected={selectedIds.has(item.id)}
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
  columns: readonly TableColumn<T>[];
  places: ReadonlyMap<string, Place>;
  isSelected: boolean;
}>;

function Content<T>({ item, height, columns, places, isSelected }: PassingRowProps<T>) {
  const header = columns.find((column) => column.isRowHeader) ?? columns[0];
  const boxes = places.get(BOXES);
  return (
    <div
      className={cx('row', 'passed')}
      style={{ blockSize: height }}
      {...(isSelected && { 'data-selected': true })}
    >
      {boxes !== undefined && (
        <div className={cx('cell', 'boxes', 'passed')} style={{ inlineSize: boxes.width }}>
          <span className={cx('hit')} {...(isSelected && { 'data-selected': true })}>
            {mark}
          </span>
        </div>
      )}
      {columns.map((column) => {
        const place = places.get(column.id);
        if (place === undefined) return null;
        return (
          <div
            key={column.id}
            className={cx(
              'cell',
              'passed',
              column.align === 'end' && 'end',
              column.isMono && 'mono',
              column === header && 'first',
            )}
            style={{ left: place.left, inlineSize: place.width }}
          >
            <span className={cx('content')}>{(column.passing ?? column.cell)(item)}</span>
          </div>
        );
      })}
    </div>
  );
}

// memo() loses the type parameter.
const PassingRow = memo(Content) as typeof Content;

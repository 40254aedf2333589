import { type CSSProperties, memo, useEffect, useMemo, useRef } from 'react';
import {
  type Key,
  ResizableTableContainer,
  type Selection,
  Table,
  Virtualizer,
} from 'react-aria-components';
import { useChosenKeys } from './chosen-keys.ts';
import { classesOf } from './classes.ts';
import css from './data-table.module.css';
import { EmptyTable, TableContent, textOf, WholeTable } from './data-table-content.tsx';
import { rowHeights, useDensity } from './density.ts';
import { PassingRows } from './passing-rows.tsx';
import { RowFrame, type RowsProps } from './row-frame.tsx';
import { hasSameRows } from './same-rows.ts';
import { useSameArray, useStable } from './stable.ts';
import type { TableColumn, TableSort } from './table-column.ts';
import { TableWindowContext, WindowTableLayout } from './table-window.ts';
import { useTableWindow } from './use-table-window.ts';

export type { TableColumn, TableSort } from './table-column.ts';

const cx = classesOf(css);

const none: readonly unknown[] = [];
const nobody: readonly string[] = [];

type DataTableProps<T extends { readonly id: string }> = RowsProps<T> &
  Readonly<{
    /** Declared outside the component: a new array at each render draws every row anew. */
    columns: readonly TableColumn<T>[];
    /** The caller sorts (by the database or useSorted); the table only requests the order. */
    sort?: TableSort | undefined;
    onSort?: ((sort: TableSort) => void) | undefined;
    selection?: 'none' | 'single' | 'multiple' | undefined;
    selectedIds?: readonly string[] | undefined;
    onSelect?: ((ids: readonly string[]) => void) | undefined;
    /** Called instead of `onSelect` when all are selected: that may include more than `items`. */
    onSelectAll?: (() => void) | undefined;
    /** Enter, or a double click (a click where nothing can be selected). */
    onOpen?: ((id: string) => void) | undefined;
    /** As high as its rows, up to `maxRows`; otherwise it fills the space and scrolls. */
    maxRows?: number | undefined;
    /** What the rows answer: another question is answered from its first row on. */
    question?: unknown;
  }>;

/** Scrolls an element to its top when `question` changes. */
function useTopOf(question: unknown) {
  const scroller = useRef<HTMLDivElement>(null);
  const asked = useRef(question);
  useEffect(() => {
    if (asked.current === question) return;
    asked.current = question;
    if (scroller.current !== null) scroller.current.scrollTop = 0;
  });
  return scroller;
}

export function DataTable<T extends { readonly id: string }>({
  label,
  columns,
  items,
  sort,
  onSort,
  selection = 'none',
  selectedIds = nobody,
  onSelect,
  onSelectAll,
  onOpen,
  emptyState,
  onLoadMore,
  isLoadingMore = false,
  dependencies = none,
  maxRows,
  question,
  ...actions
}: DataTableProps<T>) {
  const scroller = useTopOf(question);
  const { table: rowHeight, heading: headingHeight } = rowHeights[useDensity()];
  const header = columns.find((column) => column.isRowHeader) ?? columns[0];
  const isCut = maxRows !== undefined && items.length > maxRows;
  const loadMore = useStable(() => {
    if (!isLoadingMore) onLoadMore?.();
  });
  const { known, passing, onFocusCapture, onKeyDownCapture } = useTableWindow(scroller, {
    items,
    question,
    rowHeight,
    headingHeight,
    nameOf: (item) => (header === undefined ? '' : (textOf(header, item) ?? '')),
    onNear: onLoadMore === undefined ? undefined : loadMore,
  });
  const chosen = useChosenKeys(useSameArray(selectedIds));
  const select = useStable((keys: Selection) => {
    if (keys !== 'all') chosen.keep(keys);
    if (keys === 'all' && onSelectAll !== undefined) onSelectAll();
    else onSelect?.(keys === 'all' ? items.map(({ id }) => id) : [...keys].map(String));
  });
  const requestSort = useStable((wanted: TableSort) => onSort?.(wanted));
  const open = useStable((id: string) => onOpen?.(id));

  return (
    <RowFrame
      {...actions}
      label={label}
      className={cx(
        'frame',
        maxRows !== undefined && 'boxed',
        !isCut && 'whole',
        items.length === 0 && 'bare',
      )}
      onFocusCapture={onFocusCapture}
      onKeyDownCapture={onKeyDownCapture}
    >
      <ResizableTableContainer
        ref={scroller}
        className={cx('scroller')}
        style={
          {
            '--headings': `${headingHeight}px`,
            ...(isCut && { maxBlockSize: headingHeight + maxRows * rowHeight }),
          } as CSSProperties
        }
      >
        <EmptyTable value={emptyState}>
          <TableWindowContext value={known.window}>
            <Grid
              label={label}
              columns={columns}
              items={known.rows}
              rowHeight={rowHeight}
              headingHeight={headingHeight}
              selection={selection}
              selectedKeys={chosen.keys}
              onSelect={select}
              sortedBy={sort?.column}
              direction={sort?.direction}
              onSort={requestSort}
              onOpen={onOpen === undefined ? undefined : open}
              onLoadMore={onLoadMore === undefined ? undefined : loadMore}
              isLoadingMore={isLoadingMore && passing === null}
              dependencies={dependencies}
            />
          </TableWindowContext>
        </EmptyTable>
        {passing !== null && (
          <>
            <div
              aria-hidden
              className={cx('room')}
              // The headless table doesn't know of rows that come while it rests.
              style={{ blockSize: headingHeight + items.length * rowHeight }}
            />
            <PassingRows
              items={items}
              span={passing}
              columns={columns}
              places={passing.places}
              selectedKeys={chosen.keys}
              rowHeight={rowHeight}
              headingHeight={headingHeight}
            />
          </>
        )}
      </ResizableTableContainer>
    </RowFrame>
  );
}

type GridProps<T> = Readonly<{
  label: string;
  columns: readonly TableColumn<T>[];
  items: readonly T[];
  rowHeight: number;
  headingHeight: number;
  selection: 'none' | 'single' | 'multiple';
  selectedKeys: ReadonlySet<Key>;
  onSelect: (keys: Selection) => void;
  sortedBy: string | undefined;
  direction: TableSort['direction'] | undefined;
  onSort: (sort: TableSort) => void;
  onOpen: ((id: string) => void) | undefined;
  onLoadMore: (() => void) | undefined;
  isLoadingMore: boolean;
  dependencies: readonly unknown[];
}>;

function HeadlessTable<T extends { readonly id: string }>({
  label,
  rowHeight,
  headingHeight,
  selection,
  selectedKeys,
  onSelect,
  sortedBy,
  direction,
  onSort,
  onOpen,
  ...content
}: GridProps<T>) {
  const options = useMemo(() => ({ rowHeight, headingHeight }), [rowHeight, headingHeight]);
  return (
    <Virtualizer layout={WindowTableLayout} layoutOptions={options}>
      <Table
        aria-label={label}
        className={cx('table')}
        selectionMode={selection}
        selectionBehavior="replace"
        escapeKeyBehavior={selection === 'single' ? 'none' : 'clearSelection'}
        selectedKeys={selectedKeys}
        onSelectionChange={onSelect}
        {...(onOpen !== undefined && { onRowAction: (key) => onOpen(String(key)) })}
        {...(sortedBy !== undefined &&
          direction !== undefined && { sortDescriptor: { column: sortedBy, direction } })}
        onSortChange={({ column, direction }) => onSort({ column: String(column), direction })}
        render={(props) => <WholeTable {...props} />}
      >
        <TableContent {...content} hasBoxes={selection === 'multiple'} />
      </Table>
    </Virtualizer>
  );
}

/**
 * Drawn anew only if something in it has changed: otherwise every key in a search draws all rows.
 * memo() loses the type parameter.
 */
const Grid = memo(HeadlessTable, hasSameRows) as typeof HeadlessTable;

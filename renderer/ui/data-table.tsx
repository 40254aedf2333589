import { useEffect, useRef } from 'react';
import { ResizableTableContainer, Table, TableLayout, Virtualizer } from 'react-aria-components';
import { classesOf } from './classes.ts';
import css from './data-table.module.css';
import { EmptyTable, TableContent } from './data-table-content.tsx';
import { rowHeights, useDensity } from './density.ts';
import { RowFrame, type RowsProps } from './row-frame.tsx';
import type { TableColumn, TableSort } from './table-column.ts';

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
  const hasBoxes = selection === 'multiple';

  const isCut = maxRows !== undefined && items.length > maxRows;

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
    >
      <ResizableTableContainer
        ref={scroller}
        className={cx('scroller')}
        {...(isCut && { style: { maxBlockSize: headingHeight + maxRows * rowHeight } })}
      >
        <EmptyTable value={emptyState}>
          <Virtualizer layout={TableLayout} layoutOptions={{ rowHeight, headingHeight }}>
            <Table
              aria-label={label}
              className={cx('table')}
              selectionMode={selection}
              selectionBehavior="replace"
              escapeKeyBehavior={selection === 'single' ? 'none' : 'clearSelection'}
              selectedKeys={selectedIds}
              onSelectionChange={(keys) => {
                if (keys === 'all' && onSelectAll !== undefined) onSelectAll();
                else onSelect?.(keys === 'all' ? items.map(({ id }) => id) : [...keys].map(String));
              }}
              {...(onOpen !== undefined && { onRowAction: (key) => onOpen(String(key)) })}
              {...(sort !== undefined && { sortDescriptor: sort })}
              onSortChange={({ column, direction }) =>
                onSort?.({ column: String(column), direction })
              }
            >
              <TableContent
                columns={columns}
                items={items}
                hasBoxes={hasBoxes}
                onLoadMore={onLoadMore}
                isLoadingMore={isLoadingMore}
                dependencies={dependencies}
              />
            </Table>
          </Virtualizer>
        </EmptyTable>
      </ResizableTableContainer>
    </RowFrame>
  );
}

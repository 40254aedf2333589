import { ArrowDown, ArrowUp } from 'lucide-react';
import { type ComponentProps, createContext, memo, type ReactNode, useContext } from 'react';
import {
  Cell,
  CheckboxButton,
  CheckboxField,
  Collection,
  Column,
  ColumnResizer,
  Row,
  TableBody,
  TableHeader,
  TableLoadMoreItem,
} from 'react-aria-components';
import { t } from '../../shared/words/words.ts';
import { CheckMark } from './check-mark.tsx';
import { classesOf } from './classes.ts';
import css from './data-table.module.css';
import { defined } from './defined.ts';
import { hasSameRows } from './same-rows.ts';
import { Spinner } from './spinner.tsx';
import type { TableColumn } from './table-column.ts';
import { TableWindowContext } from './table-window.ts';
import hiddenCss from './visually-hidden.module.css';

const cx = classesOf(css);
const hx = classesOf(hiddenCss);

/**
 * An empty state is a new element at each render, so it bypasses the memoised content by context.
 * Provided outside <Table>, whose children only describe the collection and are drawn elsewhere.
 */
export const EmptyTable = createContext<ReactNode>(null);

function EmptyBody() {
  return (
    <div className={cx('empty')}>
      {useContext(EmptyTable) ?? <span className={hx('hidden')}>{t('ui.loading')}</span>}
    </div>
  );
}

type TableContentProps<T extends { readonly id: string }> = Readonly<{
  columns: readonly TableColumn<T>[];
  items: readonly T[];
  hasBoxes: boolean;
  onLoadMore: (() => void) | undefined;
  isLoadingMore: boolean;
  dependencies: readonly unknown[];
}>;

function Content<T extends { readonly id: string }>({
  columns,
  items,
  hasBoxes,
  onLoadMore,
  isLoadingMore,
  dependencies,
}: TableContentProps<T>) {
  const header = columns.find((column) => column.isRowHeader) ?? columns[0];
  return (
    <>
      <TableHeader>
        {hasBoxes && (
          <Column width={40} minWidth={40} className={cx('heading', 'boxes')}>
            <SelectionBox label={t('ui.selectAll')} />
          </Column>
        )}
        {columns.map((column) => (
          <Heading
            key={column.id}
            column={column}
            isRowHeader={column === header}
            resizeLabel={t('ui.resizeColumn')}
          />
        ))}
      </TableHeader>
      <TableBody renderEmptyState={() => <EmptyBody />}>
        <Collection items={items} dependencies={[columns, hasBoxes, ...dependencies]}>
          {(item) => (
            <Row
              id={item.id}
              className={cx('row')}
              render={(props) => <PlacedRow {...props} />}
              {...defined({ textValue: header && textOf(header, item) })}
            >
              {hasBoxes && (
                <Cell className={cx('cell', 'boxes')}>
                  <SelectionBox />
                </Cell>
              )}
              {columns.map((column) => (
                <Cell
                  key={column.id}
                  className={cx(
                    'cell',
                    column.align === 'end' && 'end',
                    column.isMono && 'mono',
                    column === header && 'first',
                  )}
                >
                  {/* A name in the other direction is cut at its own end. */}
                  <span className={cx('content')} {...(column === header && { dir: 'auto' })}>
                    {column.cell(item)}
                  </span>
                </Cell>
              ))}
            </Row>
          )}
        </Collection>
        {onLoadMore !== undefined && (
          <TableLoadMoreItem
            className={cx('more')}
            onLoadMore={onLoadMore}
            isLoading={isLoadingMore}
          >
            <Spinner label={t('ui.loadingMore')} />
          </TableLoadMoreItem>
        )}
      </TableBody>
    </>
  );
}

// memo() loses the type parameter.
export const TableContent = memo(Content, hasSameRows) as typeof Content;

export function textOf<T>(column: TableColumn<T>, item: T): string | undefined {
  if (column.text !== undefined) return column.text(item);
  const content = column.cell(item);
  return typeof content === 'string' ? content : undefined;
}

type HeadingProps<T> = Readonly<{
  column: TableColumn<T>;
  isRowHeader: boolean;
  resizeLabel: string;
}>;

function Heading<T>({ column, isRowHeader, resizeLabel }: HeadingProps<T>) {
  const { id, title, isTitleHidden = false, isSortable = false } = column;
  const { width = '1fr', minWidth = 80, align = 'start' } = column;
  return (
    <Column
      id={id}
      className={cx('heading')}
      isRowHeader={isRowHeader}
      allowsSorting={isSortable}
      textValue={title}
      defaultWidth={width}
      minWidth={minWidth}
      // Named by its title alone: its content has the control of its width, too.
      render={(props: object) => <div {...props} aria-label={title} />}
    >
      {({ allowsSorting, sortDirection }) => {
        const Arrow = sortDirection === 'descending' ? ArrowDown : ArrowUp;
        return (
          <div className={cx('headline', align === 'end' && 'end')}>
            <span className={isTitleHidden ? hx('hidden') : cx('text')}>{title}</span>
            {allowsSorting && (
              <Arrow
                className={cx('arrow', sortDirection === undefined && 'unsorted')}
                size={12}
                strokeWidth={2.25}
                aria-hidden
              />
            )}
            <ColumnResizer className={cx('resizer')} aria-label={`${resizeLabel}: ${title}`} />
          </div>
        );
      }}
    </Column>
  );
}

/** A row counts as the one that it is in the whole table, which the headless table may not know. */
function PlacedRow(props: ComponentProps<'div'> & { readonly 'data-key'?: string }) {
  const window = useContext(TableWindowContext);
  const place = props['aria-rowindex'];
  if (window === null || place === undefined) return <div {...props} />;
  const { from, kept } = window;
  const isKept = kept !== null && kept.id === props['data-key'];
  // The headings are the first row.
  const index = isKept ? kept.at + 2 : place + from - (kept !== null && kept.at < from ? 1 : 0);
  return <div {...props} aria-rowindex={index} />;
}

/** The table tells how many rows it has with those that the headless table doesn't know. */
export function WholeTable(props: ComponentProps<'div'>) {
  const window = useContext(TableWindowContext);
  return <div {...props} {...(window !== null && { 'aria-rowcount': window.total + 1 })} />;
}

/** The box of a row, or of the header for all rows: state and name come from the table around it. */
function SelectionBox({ label }: Readonly<{ label?: string }>) {
  return (
    <CheckboxField
      slot="selection"
      className={cx('box')}
      {...(label !== undefined && { 'aria-label': label })}
    >
      <CheckboxButton className={cx('hit')}>
        {({ isIndeterminate }) => <CheckMark isIndeterminate={isIndeterminate} />}
      </CheckboxButton>
    </CheckboxField>
  );
}

import { memo, type ReactNode, type Ref } from 'react';
import {
  Collection,
  ListBox,
  ListBoxItem,
  ListBoxLoadMoreItem,
  ListLayout,
  Virtualizer,
} from 'react-aria-components';
import { t } from '../../shared/words/words.ts';
import { classesOf } from './classes.ts';
import { rowHeights, useDensity } from './density.ts';
import type { Icon } from './icon.ts';
import css from './list.module.css';
import { RowFrame, type RowsProps } from './row-frame.tsx';
import { hasSameRows } from './same-rows.ts';
import { Spinner } from './spinner.tsx';

const cx = classesOf(css);

export type ListRow = Readonly<{
  /** Also matched by typing in the list. */
  title: string;
  subtitle?: ReactNode;
  icon?: Icon | undefined;
  /** A badge, a count, a time. Nothing pressable: a row is a single control. */
  trailing?: ReactNode;
}>;

const none: readonly unknown[] = [];

type ListProps<T extends { readonly id: string }> = RowsProps<T> &
  Readonly<{
    /** Declared outside the component: a new function at each render draws every row anew. */
    row: (item: T) => ListRow;
    selectedId: string | null;
    onSelect: (id: string) => void;
    /** Enter, or a double click. */
    onOpen?: ((id: string) => void) | undefined;
    ref?: Ref<HTMLDivElement> | undefined;
  }>;

/** One Tab stop, arrows inside, typing jumps; only the rows on screen are drawn. */
export function List<T extends { readonly id: string }>({
  label,
  items,
  row,
  selectedId,
  onSelect,
  onOpen,
  emptyState,
  onLoadMore,
  isLoadingMore = false,
  dependencies = none,
  ref,
  ...actions
}: ListProps<T>) {
  const { list: rowSize } = rowHeights[useDensity()];

  return (
    <RowFrame {...actions} label={label} className={cx('frame')}>
      <Virtualizer layout={ListLayout} layoutOptions={{ rowSize, padding: 8, gap: 1 }}>
        <ListBox
          ref={ref}
          aria-label={label}
          className={cx('list')}
          selectionMode="single"
          selectionBehavior="replace"
          disallowEmptySelection={selectedId !== null}
          escapeKeyBehavior="none"
          selectedKeys={selectedId === null ? [] : [selectedId]}
          onSelectionChange={(keys) => {
            const [key] = keys === 'all' ? [] : keys;
            if (key !== undefined) onSelect(String(key));
          }}
          {...(onOpen !== undefined && { onAction: (key) => onOpen(String(key)) })}
          renderEmptyState={() => emptyState}
        >
          <ListContent
            items={items}
            row={row}
            onLoadMore={onLoadMore}
            isLoadingMore={isLoadingMore}
            dependencies={dependencies}
          />
        </ListBox>
      </Virtualizer>
    </RowFrame>
  );
}

type ListContentProps<T extends { readonly id: string }> = Readonly<{
  items: readonly T[];
  row: (item: T) => ListRow;
  onLoadMore: (() => void) | undefined;
  isLoadingMore: boolean;
  dependencies: readonly unknown[];
}>;

function Content<T extends { readonly id: string }>({
  items,
  row,
  onLoadMore,
  isLoadingMore,
  dependencies,
}: ListContentProps<T>) {
  return (
    <>
      <Collection items={items} dependencies={[row, ...dependencies]}>
        {(item) => <Row id={item.id} {...row(item)} />}
      </Collection>
      {onLoadMore !== undefined && (
        <ListBoxLoadMoreItem
          className={cx('more')}
          onLoadMore={onLoadMore}
          isLoading={isLoadingMore}
        >
          <Spinner label={t('ui.loadingMore')} />
        </ListBoxLoadMoreItem>
      )}
    </>
  );
}

// memo() loses the type parameter.
const ListContent = memo(Content, hasSameRows) as typeof Content;

type RowProps = ListRow &
  Readonly<{
    id: string;
    /** The position in the whole list, from 1, and its length, if not all rows are loaded. */
    place?: number;
    total?: number;
    /** Given by <Collection>: what a layout reads. */
    value?: object;
  }>;

export function Row({ id, title, subtitle, icon: Glyph, trailing, place, total, value }: RowProps) {
  return (
    <ListBoxItem
      id={id}
      textValue={title}
      className={cx('row')}
      {...(value !== undefined && { value })}
      {...(place !== undefined && {
        render: (props: object) => <div {...props} aria-posinset={place} aria-setsize={total} />,
      })}
    >
      {Glyph && <Glyph className={cx('icon')} size={16} strokeWidth={1.75} aria-hidden />}
      <span className={cx('words')}>
        {/* A name in the opposite direction is truncated at its own end. */}
        <span className={cx('title')} dir="auto">
          {title}
        </span>
        {subtitle !== undefined && <span className={cx('subtitle')}>{subtitle}</span>}
      </span>
      {trailing !== undefined && <span className={cx('trailing')}>{trailing}</span>}
    </ListBoxItem>
  );
}

import { type ComponentProps, type ReactNode, useRef } from 'react';
import { classesOf } from './classes.ts';
import { SearchField } from './search-field.tsx';
import css from './table-page.module.css';

const cx = classesOf(css);

type TablePageProps = Readonly<{
  /** A PageHeader, and important notices. */
  header: ReactNode;
  search: Pick<
    ComponentProps<typeof SearchField>,
    'ref' | 'label' | 'placeholder' | 'value' | 'onChange'
  >;
  /** What else narrows the table, beside the search. */
  filters?: ReactNode;
  /** Why the table cannot be read. */
  notice?: ReactNode;
  /** What can be done with the selected rows. */
  footer?: ReactNode;
  /** A DataTable, which fills the rest of the page and scrolls in it. */
  children: ReactNode;
}>;

/** A page with one table and its search, which is focused first; ArrowDown moves to the table. */
export function TablePage({ header, search, filters, notice, footer, children }: TablePageProps) {
  const table = useRef<HTMLDivElement>(null);
  return (
    <div className={cx('page')}>
      {header}
      <div className={cx('filters')}>
        <div className={cx('search')}>
          <SearchField
            {...search}
            onArrowDown={() => table.current?.querySelector<HTMLElement>('[role="grid"]')?.focus()}
            autoFocus
          />
        </div>
        {filters}
      </div>
      <div className={cx('notice')}>{notice}</div>
      <div ref={table} className={cx('table')}>
        {children}
      </div>
      {footer}
    </div>
  );
}

/** A table that fills the rest of a page without a search, and scrolls in it. */
export function TableCard({ children }: Readonly<{ children: ReactNode }>) {
  return <div className={cx('table')}>{children}</div>;
}

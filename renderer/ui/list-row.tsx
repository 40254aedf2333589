import type { ReactNode } from 'react';
import { ListBoxItem } from 'react-aria-components';
import { classesOf } from './classes.ts';
import type { Icon } from './icon.ts';
import css from './list.module.css';

const cx = classesOf(css);

export type ListRow = Readonly<{
  /** Also matched by typing in the list. */
  title: string;
  subtitle?: ReactNode;
  icon?: Icon | undefined;
  /** A badge, a count, a time. Nothing pressable: a row is a single control. */
  trailing?: ReactNode;
}>;

type RowProps = ListRow &
  Readonly<{
    id: string;
    /** The position in the whole list, from 1, and its length: not all rows are loaded. */
    place: number;
    total: number;
    /** For <Collection>: what a layout reads. */
    value: object;
  }>;

export function Row({ id, title, subtitle, icon: Glyph, trailing, place, total, value }: RowProps) {
  return (
    <ListBoxItem
      id={id}
      textValue={title}
      className={cx('row')}
      value={value}
      render={(props: object) => <div {...props} aria-posinset={place} aria-setsize={total} />}
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

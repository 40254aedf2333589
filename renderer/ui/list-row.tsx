import type { ReactNode, SyntheticEvent } from 'react';
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
  /** Before the title: a Tile. */
  mark?: ReactNode;
  /** A badge, a count, a time. Nothing pressable: a row is a single control. */
  trailing?: ReactNode;
  /** Shown at the end while the mouse is over the row; keys have Ctrl+C and the menu. */
  hoverAction?: Readonly<{ label: string; icon: Icon; onPress: () => void }> | undefined;
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

export function Row({
  id,
  title,
  subtitle,
  icon: Glyph,
  mark,
  trailing,
  hoverAction,
  place,
  total,
  value,
}: RowProps) {
  return (
    <ListBoxItem
      id={id}
      textValue={title}
      className={cx('row')}
      value={value}
      render={(props: object) => <div {...props} aria-posinset={place} aria-setsize={total} />}
    >
      {Glyph && <Glyph className={cx('icon')} size={16} strokeWidth={1.75} aria-hidden />}
      {mark}
      <span className={cx('words')}>
        {/* A name in the opposite direction is truncated at its own end. */}
        <span className={cx('title')} dir="auto">
          {title}
        </span>
        {subtitle !== undefined && <span className={cx('subtitle')}>{subtitle}</span>}
      </span>
      {trailing !== undefined && <span className={cx('trailing')}>{trailing}</span>}
      {hoverAction !== undefined && <HoverAction {...hoverAction} />}
    </ListBoxItem>
  );
}

function stop(event: SyntheticEvent): void {
  event.stopPropagation();
}

/**
 * For the mouse only: an option may contain nothing focusable (ARIA 1.2), so it is hidden from
 * screen readers, and pressing it selects nothing.
 */
function HoverAction({ label, icon: Glyph, onPress }: NonNullable<ListRow['hoverAction']>) {
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- keys have Ctrl+C
    <span
      className={cx('act')}
      title={label}
      aria-hidden
      onPointerDown={stop}
      onMouseDown={stop}
      onDoubleClick={stop}
      onClick={(event) => {
        stop(event);
        onPress();
      }}
    >
      <Glyph size={14} strokeWidth={1.75} />
    </span>
  );
}

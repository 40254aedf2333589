import { Menu, MenuItem, Separator } from 'react-aria-components';
import { classesOf } from './classes.ts';
import type { MenuEntry } from './menu-entry.ts';
import css from './options.module.css';
import { Shortcut } from './shortcut.tsx';

const cx = classesOf(css);

type MenuListProps = Readonly<{
  entries: readonly MenuEntry[];
  'aria-label'?: string;
  /** An entry was chosen; where a trigger holds the menu, that closes it. */
  onClose?: () => void;
}>;

/** The content of every menu, opened by a button or at the pointer. */
export function MenuList({ entries, ...rest }: MenuListProps) {
  return (
    <Menu {...rest} className={cx('list')}>
      {entries.map((entry, index) => {
        // A separator has no identity but its place, and menus do not reorder while open.
        // oxlint-disable-next-line react/no-array-index-key
        if (entry === 'separator') return <Separator key={index} className={cx('separator')} />;
        const { id, label, icon: Glyph, shortcut, isDanger = false, disabledReason } = entry;
        const detail = disabledReason ?? entry.detail;
        return (
          <MenuItem
            key={id}
            id={id}
            className={cx('option', isDanger && 'danger')}
            textValue={label}
            isDisabled={disabledReason !== undefined}
            onAction={entry.onAction}
          >
            {Glyph && <Glyph className={cx('icon')} size={16} strokeWidth={1.75} aria-hidden />}
            <span className={cx('words')}>
              <span>{label}</span>
              {detail !== undefined && <span className={cx('detail')}>{detail}</span>}
            </span>
            {shortcut !== undefined && <Shortcut keys={shortcut} />}
          </MenuItem>
        );
      })}
    </Menu>
  );
}

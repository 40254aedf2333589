import { ChevronDown, Ellipsis } from 'lucide-react';
import { MenuTrigger, Popover } from 'react-aria-components';
import { t } from '../../shared/words/words.ts';
import { Button, type ButtonVariant } from './button.tsx';
import { classesOf } from './classes.ts';
import type { Icon } from './icon.ts';
import { IconButton } from './icon-button.tsx';
import type { MenuEntry } from './menu-entry.ts';
import { MenuList } from './menu-list.tsx';
import css from './options.module.css';

const cx = classesOf(css);

type MenuButtonProps = Readonly<{
  label: string;
  entries: readonly MenuEntry[];
  icon?: Icon | undefined;
  variant?: ButtonVariant | undefined;
  /** What the command palette calls it by. */
  action?: string | undefined;
}>;

/** A button with words that opens a menu. */
export function MenuButton({ label, entries, icon, variant, action }: MenuButtonProps) {
  return (
    <MenuTrigger>
      <Button icon={icon} variant={variant} trailingIcon={ChevronDown} action={action}>
        {label}
      </Button>
      <Popover className={cx('popover')} offset={4} placement="bottom start">
        <MenuList entries={entries} />
      </Popover>
    </MenuTrigger>
  );
}

type MoreButtonProps = Readonly<{
  entries: readonly MenuEntry[];
  /** Default: "More actions". */
  label?: string | undefined;
}>;

/** The three dots at the end of a header or a row. */
export function MoreButton({ entries, label }: MoreButtonProps) {
  return (
    <MenuTrigger>
      <IconButton label={label ?? t('ui.moreActions')} icon={Ellipsis} />
      <Popover className={cx('popover')} offset={4} placement="bottom end">
        <MenuList entries={entries} />
      </Popover>
    </MenuTrigger>
  );
}

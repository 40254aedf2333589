import { Button as AriaButton } from 'react-aria-components';
import { classesOf } from './classes.ts';
import type { Icon } from './icon.ts';
import css from './search-button.module.css';

const cx = classesOf(css);

type SearchButtonProps = Readonly<{
  label: string;
  icon: Icon;
  shortcut?: string | undefined;
  onPress: () => void;
  autoFocus?: boolean | undefined;
}>;

/** Looks like a search field, and opens the search. */
export function SearchButton({
  label,
  icon: Glyph,
  shortcut,
  onPress,
  autoFocus = false,
}: SearchButtonProps) {
  return (
    <AriaButton className={cx('button')} onPress={onPress} autoFocus={autoFocus}>
      <Glyph size={16} strokeWidth={1.75} aria-hidden />
      <span className={cx('text')}>{label}</span>
      {shortcut !== undefined && (
        <kbd className={cx('keys')} aria-hidden>
          {shortcut}
        </kbd>
      )}
    </AriaButton>
  );
}

import { Search, X } from 'lucide-react';
import type { Ref } from 'react';
import { SearchField as AriaSearchField, Button, Input } from 'react-aria-components';
import { t } from '../../shared/words/words.ts';
import { classesOf } from './classes.ts';
import css from './search-field.module.css';

const cx = classesOf(css);

type SearchFieldProps = Readonly<{
  /** The accessible name, and the placeholder where none is given. */
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string | undefined;
  /** Enter: usually opens the first hit. */
  onSubmit?: (() => void) | undefined;
  /** ArrowDown leaves the field for the list below it. */
  onArrowDown?: (() => void) | undefined;
  autoFocus?: boolean | undefined;
  ref?: Ref<HTMLInputElement> | undefined;
}>;

export function SearchField({
  label,
  value,
  onChange,
  placeholder = label,
  onSubmit,
  onArrowDown,
  autoFocus = false,
  ref,
}: SearchFieldProps) {
  return (
    <AriaSearchField
      aria-label={label}
      className={cx('box')}
      value={value}
      onChange={onChange}
      autoFocus={autoFocus}
      {...(onSubmit !== undefined && { onSubmit: () => onSubmit() })}
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown') onArrowDown?.();
        // Otherwise the library keeps every key to itself: Escape wouldn't close a dialog.
        else event.continuePropagation();
      }}
    >
      <Search className={cx('icon')} size={16} strokeWidth={1.75} aria-hidden />
      <Input ref={ref} className={cx('input')} placeholder={placeholder} dir="auto" />
      {value !== '' && (
        <Button className={cx('clear')} aria-label={t('ui.clear')}>
          <X size={16} strokeWidth={1.75} aria-hidden />
        </Button>
      )}
    </AriaSearchField>
  );
}

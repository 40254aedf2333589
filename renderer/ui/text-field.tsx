import type { ReactNode } from 'react';
import { TextArea as AriaTextArea, Input } from 'react-aria-components';
import { classesOf } from './classes.ts';
import { defined } from './defined.ts';
import css from './input.module.css';
import { TypedField, type TypedFieldProps } from './typed-field.tsx';

const cx = classesOf(css);

type TextProps = Omit<TypedFieldProps, 'children' | 'type' | 'inputMode'> &
  Readonly<{
    placeholder?: string | undefined;
    /** For keys, addresses and numbers. */
    isMono?: boolean | undefined;
  }>;

type TextFieldProps = TextProps &
  Readonly<{
    /** For a number use inputMode="numeric" and isShort; the text stays a text. */
    inputMode?: 'text' | 'numeric' | 'decimal' | 'url' | 'email' | undefined;
    /** As wide as a number, not as the form. */
    isShort?: boolean | undefined;
    /** Inside the box, behind the text: a unit. */
    unit?: string | undefined;
    /** Beside the box: how the value is understood ("3600 s, 1 hour"). Belongs to the description. */
    reading?: ReactNode;
  }>;

export function TextField({
  placeholder,
  isMono = false,
  isShort = false,
  unit,
  reading,
  autoComplete = 'off',
  ...field
}: TextFieldProps) {
  return (
    <TypedField {...field} autoComplete={autoComplete}>
      <div className={cx('line')}>
        <div className={cx('box', isShort && 'short')}>
          <Input
            {...defined({ placeholder })}
            className={cx('input', isMono && 'mono')}
            dir={isMono ? 'ltr' : 'auto'}
          />
          {unit !== undefined && <span className={cx('affix')}>{unit}</span>}
        </div>
        {reading !== undefined && (
          <output className={cx('reading')} aria-live="polite">
            {reading}
          </output>
        )}
      </div>
    </TypedField>
  );
}

type TextAreaProps = Omit<TextProps, 'autoComplete'> &
  Readonly<{
    rows?: number | undefined;
  }>;

export function TextArea({ placeholder, isMono = false, rows = 3, ...field }: TextAreaProps) {
  return (
    <TypedField {...field}>
      <div className={cx('box')}>
        <AriaTextArea
          {...defined({ placeholder })}
          rows={rows}
          className={cx('input', 'area', isMono && 'mono')}
          dir={isMono ? 'ltr' : 'auto'}
        />
      </div>
    </TypedField>
  );
}

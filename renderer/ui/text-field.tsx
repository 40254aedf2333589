import type { ReactNode, Ref } from 'react';
import { TextArea as AriaTextArea, TextField as AriaTextField, Input } from 'react-aria-components';
import { classesOf } from './classes.ts';
import { defined } from './defined.ts';
import { FieldDescription, FieldError, FieldLabel, type FieldProps } from './field.tsx';
import css from './input.module.css';

const cx = classesOf(css);

type TextProps = FieldProps &
  Readonly<{
    /** What was typed, kept as typed: parsing and refusing belong to the caller. */
    value: string;
    onChange: (value: string) => void;
    onBlur?: (() => void) | undefined;
    placeholder?: string | undefined;
    isReadOnly?: boolean | undefined;
    /** For keys, addresses and numbers. */
    isMono?: boolean | undefined;
    autoFocus?: boolean | undefined;
    maxLength?: number | undefined;
    name?: string | undefined;
    spellCheck?: boolean | undefined;
  }>;

type TextFieldProps = TextProps &
  Readonly<{
    type?: 'text' | 'url' | 'email' | undefined;
    /** For a number use inputMode="numeric" and isShort; the text stays a text. */
    inputMode?: 'text' | 'numeric' | 'decimal' | 'url' | 'email' | undefined;
    /** As wide as a number, not as the form. */
    isShort?: boolean | undefined;
    /** Inside the box, behind the text: a unit. */
    unit?: string | undefined;
    /** Beside the box: how the value is understood ("3600 s, 1 hour"). Belongs to the description. */
    reading?: ReactNode;
    autoComplete?: string | undefined;
    ref?: Ref<HTMLInputElement> | undefined;
  }>;

export function TextField({
  label,
  isLabelHidden = false,
  description,
  errorMessage,
  isRequired = false,
  isDisabled = false,
  isReadOnly = false,
  isMono = false,
  isShort = false,
  autoFocus = false,
  autoComplete = 'off',
  spellCheck = false,
  placeholder,
  unit,
  reading,
  ref,
  value,
  onChange,
  onBlur,
  ...rest
}: TextFieldProps) {
  return (
    <AriaTextField
      {...defined(rest)}
      className={cx('field')}
      value={value}
      onChange={onChange}
      {...(onBlur !== undefined && { onBlur: () => onBlur() })}
      isRequired={isRequired}
      isDisabled={isDisabled}
      isReadOnly={isReadOnly}
      isInvalid={errorMessage !== undefined}
      validationBehavior="aria"
      autoFocus={autoFocus}
      autoComplete={autoComplete}
      spellCheck={spellCheck ? 'true' : 'false'}
    >
      <FieldLabel label={label} isHidden={isLabelHidden} isRequired={isRequired} />
      <div className={cx('line')}>
        <div className={cx('box', isShort && 'short')}>
          <Input
            ref={ref}
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
      <FieldError message={errorMessage} />
      <FieldDescription>{description}</FieldDescription>
    </AriaTextField>
  );
}

type TextAreaProps = TextProps &
  Readonly<{
    rows?: number | undefined;
    ref?: Ref<HTMLTextAreaElement> | undefined;
  }>;

export function TextArea({
  label,
  isLabelHidden = false,
  description,
  errorMessage,
  isRequired = false,
  isDisabled = false,
  isReadOnly = false,
  isMono = false,
  autoFocus = false,
  spellCheck = false,
  rows = 3,
  placeholder,
  ref,
  value,
  onChange,
  onBlur,
  ...rest
}: TextAreaProps) {
  return (
    <AriaTextField
      {...defined(rest)}
      className={cx('field')}
      value={value}
      onChange={onChange}
      {...(onBlur !== undefined && { onBlur: () => onBlur() })}
      isRequired={isRequired}
      isDisabled={isDisabled}
      isReadOnly={isReadOnly}
      isInvalid={errorMessage !== undefined}
      validationBehavior="aria"
      autoFocus={autoFocus}
      spellCheck={spellCheck ? 'true' : 'false'}
    >
      <FieldLabel label={label} isHidden={isLabelHidden} isRequired={isRequired} />
      <div className={cx('box')}>
        <AriaTextArea
          ref={ref}
          {...defined({ placeholder })}
          rows={rows}
          className={cx('input', 'area', isMono && 'mono')}
          dir={isMono ? 'ltr' : 'auto'}
        />
      </div>
      <FieldError message={errorMessage} />
      <FieldDescription>{description}</FieldDescription>
    </AriaTextField>
  );
}

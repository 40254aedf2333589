import { Eye, EyeOff } from 'lucide-react';
import { type Ref, useState } from 'react';
import { TextField as AriaTextField, Input } from 'react-aria-components';
import { classesOf } from './classes.ts';
import { FieldDescription, FieldError, FieldLabel, type FieldProps } from './field.tsx';
import { IconButton } from './icon-button.tsx';
import css from './input.module.css';
import { useUiStrings } from './ui-provider.tsx';

const cx = classesOf(css);

type PasswordFieldProps = FieldProps &
  Readonly<{
    value: string;
    onChange: (value: string) => void;
    autoFocus?: boolean | undefined;
    autoComplete?: 'current-password' | 'new-password' | 'off' | undefined;
    ref?: Ref<HTMLInputElement> | undefined;
  }>;

/** A passphrase: masked until its own eye is pressed. Pasting is allowed. */
export function PasswordField({
  label,
  isLabelHidden = false,
  description,
  errorMessage,
  isRequired = false,
  isDisabled = false,
  autoFocus = false,
  autoComplete = 'off',
  ref,
  value,
  onChange,
}: PasswordFieldProps) {
  const words = useUiStrings();
  const [isShown, setShown] = useState(false);
  return (
    <AriaTextField
      className={cx('field')}
      type={isShown ? 'text' : 'password'}
      value={value}
      onChange={onChange}
      isRequired={isRequired}
      isDisabled={isDisabled}
      isInvalid={errorMessage !== undefined}
      validationBehavior="aria"
      autoFocus={autoFocus}
      autoComplete={autoComplete}
      spellCheck="false"
    >
      <FieldLabel label={label} isHidden={isLabelHidden} isRequired={isRequired} />
      <div className={cx('box')}>
        <Input ref={ref} className={cx('input', isShown && 'mono')} dir="ltr" />
        <span className={cx('inner')}>
          <IconButton
            label={isShown ? words.hidePassphrase : words.showPassphrase}
            icon={isShown ? EyeOff : Eye}
            onPress={() => setShown(!isShown)}
          />
        </span>
      </div>
      <FieldError message={errorMessage} />
      <FieldDescription>{description}</FieldDescription>
    </AriaTextField>
  );
}

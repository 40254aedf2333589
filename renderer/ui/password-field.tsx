import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { Input } from 'react-aria-components';
import { t } from '../../shared/words/words.ts';
import { classesOf } from './classes.ts';
import { IconButton } from './icon-button.tsx';
import css from './input.module.css';
import { TypedField, type TypedProps } from './typed-field.tsx';

const cx = classesOf(css);

type PasswordFieldProps = TypedProps &
  Readonly<{
    autoComplete?: 'current-password' | 'new-password' | 'off' | undefined;
  }>;

/** A passphrase: masked until its own eye is pressed. Pasting is allowed. */
export function PasswordField({ autoComplete = 'off', ...field }: PasswordFieldProps) {
  const [isShown, setShown] = useState(false);
  return (
    <TypedField {...field} type={isShown ? 'text' : 'password'} autoComplete={autoComplete}>
      <div className={cx('box')}>
        <Input className={cx('input', isShown && 'mono')} dir="ltr" />
        <span className={cx('inner')}>
          <IconButton
            label={isShown ? t('ui.hidePassphrase') : t('ui.showPassphrase')}
            icon={isShown ? EyeOff : Eye}
            onPress={() => setShown(!isShown)}
          />
        </span>
      </div>
    </TypedField>
  );
}

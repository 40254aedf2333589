import type { ReactNode } from 'react';
import { SwitchButton, SwitchField } from 'react-aria-components';
import css from './choice.module.css';
import { classesOf } from './classes.ts';
import { FieldDescription, FieldError } from './field.tsx';

const cx = classesOf(css);

type SwitchProps = Readonly<{
  label: string;
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
  description?: ReactNode;
  errorMessage?: string | undefined;
  isDisabled?: boolean | undefined;
}>;

/** For a setting that takes effect at once; inside a form that is sent, use Checkbox. */
export function Switch({
  label,
  isSelected,
  onChange,
  description,
  errorMessage,
  isDisabled = false,
}: SwitchProps) {
  const hasMore = description !== undefined || errorMessage !== undefined;
  return (
    <SwitchField
      className={cx('field')}
      isSelected={isSelected}
      onChange={onChange}
      isDisabled={isDisabled}
      isInvalid={errorMessage !== undefined}
      validationBehavior="aria"
    >
      <SwitchButton className={cx('choice')}>
        <span className={cx('track')} aria-hidden>
          <span className={cx('thumb')} />
        </span>
        <span className={cx('words')}>{label}</span>
      </SwitchButton>
      {hasMore && (
        <div className={cx('below', 'wide')}>
          <FieldError message={errorMessage} />
          <FieldDescription>{description}</FieldDescription>
        </div>
      )}
    </SwitchField>
  );
}

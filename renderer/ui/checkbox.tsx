import type { ReactNode } from 'react';
import { CheckboxButton, CheckboxField } from 'react-aria-components';
import { CheckMark } from './check-mark.tsx';
import css from './choice.module.css';
import { classesOf } from './classes.ts';
import { FieldDescription, FieldError } from './field.tsx';

const cx = classesOf(css);

type CheckboxProps = Readonly<{
  label: ReactNode;
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
  isIndeterminate?: boolean | undefined;
  description?: ReactNode;
  errorMessage?: string | undefined;
  isDisabled?: boolean | undefined;
}>;

export function Checkbox({
  label,
  isSelected,
  onChange,
  isIndeterminate = false,
  description,
  errorMessage,
  isDisabled = false,
}: CheckboxProps) {
  const hasMore = description !== undefined || errorMessage !== undefined;
  return (
    <CheckboxField
      className={cx('field')}
      isSelected={isSelected}
      onChange={onChange}
      isIndeterminate={isIndeterminate}
      isDisabled={isDisabled}
      isInvalid={errorMessage !== undefined}
      validationBehavior="aria"
    >
      <CheckboxButton className={cx('choice')}>
        <CheckMark isIndeterminate={isIndeterminate} />
        <span className={cx('words')}>{label}</span>
      </CheckboxButton>
      {hasMore && (
        <div className={cx('below')}>
          <FieldError message={errorMessage} />
          <FieldDescription>{description}</FieldDescription>
        </div>
      )}
    </CheckboxField>
  );
}

import type { ReactNode } from 'react';
import { SwitchButton, SwitchField } from 'react-aria-components';
import css from './choice.module.css';
import { classesOf } from './classes.ts';
import { FieldDescription } from './field.tsx';

const cx = classesOf(css);

type SwitchProps = Readonly<{
  label: string;
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
  description?: ReactNode;
  isDisabled?: boolean | undefined;
}>;

/** For a setting that takes effect at once; inside a form that is sent, use Checkbox. */
export function Switch({
  label,
  isSelected,
  onChange,
  description,
  isDisabled = false,
}: SwitchProps) {
  return (
    <SwitchField
      className={cx('field')}
      isSelected={isSelected}
      onChange={onChange}
      isDisabled={isDisabled}
    >
      <SwitchButton className={cx('choice')}>
        <span className={cx('track')} aria-hidden>
          <span className={cx('thumb')} />
        </span>
        <span className={cx('words')}>{label}</span>
      </SwitchButton>
      {description !== undefined && (
        <div className={cx('below', 'wide')}>
          <FieldDescription>{description}</FieldDescription>
        </div>
      )}
    </SwitchField>
  );
}

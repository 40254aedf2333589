import type { ReactNode } from 'react';
import {
  CheckboxGroup as AriaCheckboxGroup,
  CheckboxButton,
  CheckboxField,
} from 'react-aria-components';
import { CheckMark } from './check-mark.tsx';
import css from './choice.module.css';
import { classesOf } from './classes.ts';
import { FieldDescription, FieldError, FieldLabel, type FieldProps, fieldState } from './field.tsx';
import type { Option } from './option.ts';

const cx = classesOf(css);

type CheckboxGroupProps<Id extends string> = FieldProps &
  Readonly<{
    options: readonly Option<Id>[];
    value: readonly Id[];
    onChange: (value: readonly Id[]) => void;
    /** Shown if there are no options. */
    emptyState?: ReactNode;
  }>;

export function CheckboxGroup<Id extends string>({
  options,
  value,
  onChange,
  emptyState,
  ...field
}: CheckboxGroupProps<Id>) {
  return (
    <AriaCheckboxGroup
      {...fieldState(field)}
      className={cx('group')}
      value={[...value]}
      onChange={(keys) => {
        const chosen = new Set<string>(keys);
        onChange(options.filter(({ id }) => chosen.has(id)).map(({ id }) => id));
      }}
    >
      <FieldLabel {...field} />
      <FieldDescription>{field.description}</FieldDescription>
      <div className={cx('options')}>
        {options.map((option) => (
          <CheckboxField
            key={option.id}
            className={cx('field')}
            value={option.id}
            isDisabled={option.isDisabled ?? false}
          >
            <CheckboxButton className={cx('choice')}>
              <CheckMark />
              <span className={cx('words')}>{option.label}</span>
            </CheckboxButton>
            {option.description !== undefined && (
              <div className={cx('below')}>
                <FieldDescription>{option.description}</FieldDescription>
              </div>
            )}
          </CheckboxField>
        ))}
        {options.length === 0 && emptyState}
      </div>
      <FieldError message={field.errorMessage} />
    </AriaCheckboxGroup>
  );
}

import { RadioGroup as AriaRadioGroup, RadioButton, RadioField } from 'react-aria-components';
import css from './choice.module.css';
import { classesOf } from './classes.ts';
import { FieldDescription, FieldError, FieldLabel, type FieldProps, fieldState } from './field.tsx';
import { idOf, type Option } from './option.ts';

const cx = classesOf(css);

type RadioGroupProps<Id extends string> = FieldProps &
  Readonly<{
    options: readonly Option<Id>[];
    value: Id | null;
    onChange: (value: Id) => void;
  }>;

export function RadioGroup<Id extends string>({
  options,
  value,
  onChange,
  ...field
}: RadioGroupProps<Id>) {
  return (
    <AriaRadioGroup
      {...fieldState(field)}
      className={cx('group')}
      value={value}
      onChange={(key) => {
        const id = idOf(options, key);
        if (id !== null) onChange(id);
      }}
    >
      <FieldLabel {...field} />
      <FieldDescription>{field.description}</FieldDescription>
      <div className={cx('options')}>
        {options.map((option) => (
          <RadioField
            key={option.id}
            className={cx('field')}
            value={option.id}
            isDisabled={option.isDisabled ?? false}
          >
            <RadioButton className={cx('choice')}>
              <span className={cx('radio')} aria-hidden />
              <span className={cx('words')}>{option.label}</span>
            </RadioButton>
            {option.description !== undefined && (
              <div className={cx('below')}>
                <FieldDescription>{option.description}</FieldDescription>
              </div>
            )}
          </RadioField>
        ))}
      </div>
      <FieldError message={field.errorMessage} />
    </AriaRadioGroup>
  );
}

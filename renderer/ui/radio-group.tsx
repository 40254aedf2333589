import { RadioGroup as AriaRadioGroup, RadioButton, RadioField } from 'react-aria-components';
import css from './choice.module.css';
import { classesOf } from './classes.ts';
import { FieldDescription, FieldError, FieldLabel, type FieldProps } from './field.tsx';
import { idOf, type Option } from './option.ts';

const cx = classesOf(css);

type RadioGroupProps<Id extends string> = FieldProps &
  Readonly<{
    options: readonly Option<Id>[];
    value: Id | null;
    onChange: (value: Id) => void;
  }>;

export function RadioGroup<Id extends string>({
  label,
  isLabelHidden = false,
  description,
  errorMessage,
  isRequired = false,
  isDisabled = false,
  options,
  value,
  onChange,
}: RadioGroupProps<Id>) {
  return (
    <AriaRadioGroup
      className={cx('group')}
      value={value}
      onChange={(key) => {
        const id = idOf(options, key);
        if (id !== null) onChange(id);
      }}
      isRequired={isRequired}
      isDisabled={isDisabled}
      isInvalid={errorMessage !== undefined}
      validationBehavior="aria"
    >
      <FieldLabel label={label} isHidden={isLabelHidden} isRequired={isRequired} />
      <FieldDescription>{description}</FieldDescription>
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
      <FieldError message={errorMessage} />
    </AriaRadioGroup>
  );
}

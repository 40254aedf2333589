import { ChevronsUpDown } from 'lucide-react';
import { Select as AriaSelect, Button, ListBox, Popover, SelectValue } from 'react-aria-components';
import { t } from '../../shared/words/words.ts';
import { classesOf } from './classes.ts';
import { defined } from './defined.ts';
import {
  FieldDescription,
  FieldError,
  FieldLabel,
  type FieldProps,
  fieldClass,
  fieldState,
} from './field.tsx';
import { idOf, type Option } from './option.ts';
import { OptionItem } from './option-item.tsx';
import optionsCss from './options.module.css';
import css from './select.module.css';

const cx = classesOf(css);
const ox = classesOf(optionsCss);

type SelectProps<Id extends string> = FieldProps &
  Readonly<{
    options: readonly Option<Id>[];
    value: Id | null;
    onChange: (value: Id) => void;
    placeholder?: string | undefined;
    /** 'quiet' has no box: for the sort order in a list's header. 'chip' narrows a list. */
    variant?: 'box' | 'quiet' | 'chip' | undefined;
    /** Marks a chip that narrows the list. */
    isNarrowing?: boolean | undefined;
    name?: string | undefined;
  }>;

export function Select<Id extends string>({
  options,
  value,
  onChange,
  placeholder,
  variant = 'box',
  isNarrowing = false,
  name,
  ...field
}: SelectProps<Id>) {
  return (
    <AriaSelect
      {...fieldState(field)}
      {...defined({ name })}
      className={fieldClass}
      value={value}
      onChange={(key) => {
        const id = idOf(options, key);
        if (id !== null) onChange(id);
      }}
      placeholder={placeholder ?? t('ui.choose')}
    >
      <FieldLabel {...field} />
      <Button className={cx('button', variant, isNarrowing && 'narrowing')}>
        <SelectValue className={cx('value')}>
          {({ selectedText, isPlaceholder }) =>
            isPlaceholder ? (placeholder ?? t('ui.choose')) : selectedText
          }
        </SelectValue>
        <ChevronsUpDown className={cx('chevron')} size={16} strokeWidth={1.75} aria-hidden />
      </Button>
      <FieldError message={field.errorMessage} />
      <FieldDescription>{field.description}</FieldDescription>
      <Popover className={ox('popover')} offset={4}>
        <ListBox className={ox('list')}>
          {options.map((option) => (
            <OptionItem key={option.id} option={option} />
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

import { ChevronDown } from 'lucide-react';
import { ComboBox as AriaComboBox, Button, Input, ListBox, Popover } from 'react-aria-components';
import { classesOf } from './classes.ts';
import css from './combo-box.module.css';
import { defined } from './defined.ts';
import { FieldDescription, FieldError, FieldLabel, type FieldProps, fieldState } from './field.tsx';
import { idOf, type Option } from './option.ts';
import { OptionItem } from './option-item.tsx';
import optionsCss from './options.module.css';
import { useUiStrings } from './ui-provider.tsx';

const cx = classesOf(css);
const ox = classesOf(optionsCss);

type ComboBoxProps<Id extends string> = FieldProps &
  Readonly<{
    options: readonly Option<Id>[];
    value: Id | null;
    onChange: (value: Id | null) => void;
    placeholder?: string | undefined;
    autoFocus?: boolean | undefined;
  }>;

/** A Select that can be typed into; for more choices than fit a screen. */
export function ComboBox<Id extends string>({
  options,
  value,
  onChange,
  placeholder,
  autoFocus = false,
  ...field
}: ComboBoxProps<Id>) {
  const words = useUiStrings();
  return (
    <AriaComboBox
      {...fieldState(field)}
      className={cx('field')}
      value={value}
      onChange={(key) => onChange(idOf(options, key))}
      menuTrigger="focus"
      allowsEmptyCollection
      autoFocus={autoFocus}
    >
      <FieldLabel {...field} />
      <div className={cx('box')}>
        <Input {...defined({ placeholder })} className={cx('input')} dir="auto" />
        <Button className={cx('button')} aria-label={words.showOptions}>
          <ChevronDown size={16} strokeWidth={1.75} aria-hidden />
        </Button>
      </div>
      <FieldError message={field.errorMessage} />
      <FieldDescription>{field.description}</FieldDescription>
      <Popover className={ox('popover')} offset={4}>
        <ListBox
          className={ox('list')}
          renderEmptyState={() => <div className={ox('empty')}>{words.noOptions}</div>}
        >
          {options.map((option) => (
            <OptionItem key={option.id} option={option} />
          ))}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
}

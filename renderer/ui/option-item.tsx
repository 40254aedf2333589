import { Check } from 'lucide-react';
import { ListBoxItem } from 'react-aria-components';
import { classesOf } from './classes.ts';
import type { Option } from './option.ts';
import css from './options.module.css';

const cx = classesOf(css);

export function OptionItem({ option }: Readonly<{ option: Option }>) {
  return (
    <ListBoxItem
      id={option.id}
      className={cx('option')}
      textValue={option.label}
      isDisabled={option.isDisabled ?? false}
    >
      <span className={cx('words')}>
        <span>{option.label}</span>
        {option.description !== undefined && (
          <span className={cx('detail')}>{option.description}</span>
        )}
      </span>
      <Check className={cx('check')} size={16} strokeWidth={2} aria-hidden />
    </ListBoxItem>
  );
}

import { Check } from 'lucide-react';
import { ToggleButton } from 'react-aria-components';
import { classesOf } from './classes.ts';
import css from './filter-chip.module.css';

const cx = classesOf(css);

type FilterChipProps = Readonly<{
  label: string;
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
}>;

/** A filter that is on or off. */
export function FilterChip({ label, isSelected, onChange }: FilterChipProps) {
  return (
    <ToggleButton className={cx('chip')} isSelected={isSelected} onChange={onChange}>
      {isSelected && <Check size={14} strokeWidth={2} aria-hidden />}
      {label}
    </ToggleButton>
  );
}

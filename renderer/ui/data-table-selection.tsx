import { CheckboxButton, CheckboxField } from 'react-aria-components';
import { CheckMark } from './check-mark.tsx';
import { classesOf } from './classes.ts';
import css from './data-table.module.css';

const cx = classesOf(css);

/** The box of a row, or of the header for all rows: state and name come from the table around it. */
export function SelectionBox({ label }: Readonly<{ label?: string }>) {
  return (
    <CheckboxField
      slot="selection"
      className={cx('box')}
      {...(label !== undefined && { 'aria-label': label })}
    >
      <CheckboxButton className={cx('hit')}>
        {({ isIndeterminate }) => <CheckMark isIndeterminate={isIndeterminate} />}
      </CheckboxButton>
    </CheckboxField>
  );
}

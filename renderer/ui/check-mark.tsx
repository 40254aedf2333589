import { Check, Minus } from 'lucide-react';
import css from './choice.module.css';
import { classesOf } from './classes.ts';

const cx = classesOf(css);

type CheckMarkProps = Readonly<{ isIndeterminate?: boolean }>;

/** The square of a checkbox; its state comes from the data attributes of the element around it. */
export function CheckMark({ isIndeterminate = false }: CheckMarkProps) {
  const Glyph = isIndeterminate ? Minus : Check;
  return (
    <span className={cx('mark')} aria-hidden>
      <Glyph size={12} strokeWidth={3} />
    </span>
  );
}

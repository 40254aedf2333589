import { classesOf } from './classes.ts';
import css from './spinner.module.css';

const cx = classesOf(css);

type SpinnerProps = Readonly<{
  /** Said to screen readers. Leave it out where words beside it already say the same. */
  label?: string | undefined;
}>;

export function Spinner({ label }: SpinnerProps) {
  return (
    <span
      className={cx('spinner')}
      {...(label === undefined
        ? { 'aria-hidden': true }
        : { role: 'progressbar', 'aria-label': label })}
    />
  );
}

import { classesOf } from './classes.ts';
import css from './placeholder.module.css';

const cx = classesOf(css);

type PlaceholderProps = Readonly<{
  /** What is loading, for screen readers. */
  label: string;
  lines?: number | undefined;
}>;

/** Reserves the space of lines that are still loading, so that the layout doesn't shift. */
export function Placeholder({ label, lines = 3 }: PlaceholderProps) {
  return (
    <output className={cx('placeholder')} aria-label={label} data-loading>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className={cx('line')} />
      ))}
    </output>
  );
}

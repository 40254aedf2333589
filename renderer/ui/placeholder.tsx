import { classesOf } from './classes.ts';
import css from './placeholder.module.css';

const cx = classesOf(css);

type PlaceholderProps = Readonly<{
  /** What is loading, for screen readers. */
  label: string;
  lines?: number | undefined;
}>;

/** Keeps the room of lines that are still coming, so that nothing jumps. */
export function Placeholder({ label, lines = 3 }: PlaceholderProps) {
  return (
    <output className={cx('placeholder')} aria-label={label}>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className={cx('line')} />
      ))}
    </output>
  );
}

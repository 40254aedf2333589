import { classesOf } from './classes.ts';
import css from './date-time-text.module.css';
import { useNow } from './use-now.ts';

const cx = classesOf(css);

type DateTimeTextProps = Readonly<{
  /** ms since the epoch. */
  at: number;
  /** As the person reads it, in their own format and zone. */
  text: string;
  /** On hover: the exact second in UTC. */
  exact: string;
}>;

export function DateTimeText({ at, text, exact }: DateTimeTextProps) {
  return (
    <time className={cx('time')} dateTime={new Date(at).toISOString()} title={exact}>
      {text}
    </time>
  );
}

type CountdownProps = Readonly<{
  /** ms since the epoch. */
  until: number;
  /** Words for what is left, in ms; negative once it is over. */
  format: (leftMs: number) => string;
  exact?: string | undefined;
  /** ms between two readings. Default: each second. */
  intervalMs?: number | undefined;
}>;

/** Time that runs. Not a live region: being told every second helps nobody. */
export function Countdown({ until, format, exact, intervalMs = 1000 }: CountdownProps) {
  const now = useNow(intervalMs);
  return (
    <time className={cx('time')} dateTime={new Date(until).toISOString()} title={exact}>
      {format(until - now)}
    </time>
  );
}

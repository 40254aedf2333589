import type { ReactNode } from 'react';
import { useFromNow } from '../ui/use-now.ts';
import css from './moment.module.css';
import { formatDateTime, formatRelative, formatShortDateTime, formatUtc } from './time.ts';

type MomentProps = Readonly<{
  /** ms since the epoch. */
  at: number;
  /** Shown instead of the date and time. */
  children?: ReactNode;
}>;

/** A time in the person's regional format; the exact second in UTC on hover. */
export function Moment({ at, children }: MomentProps) {
  const moment = formatDateTime(at);
  return (
    <time
      className={css['time']}
      dateTime={new Date(at).toISOString()}
      title={`${moment} (${formatUtc(at)})`}
    >
      {children ?? moment}
    </time>
  );
}

/** `say` puts the moment into words, as in "Revoked 2 hours ago". */
export type CellMomentProps = Readonly<{ at: number; say?: (moment: string) => string }>;

/** The same for a table cell. */
export function ShortMoment({ at, say = same }: CellMomentProps) {
  return <Moment at={at}>{say(useFromNow((now) => formatShortDateTime(at, now)))}</Moment>;
}

/** "2 hours ago" */
export function Ago({ at, say = same }: CellMomentProps) {
  return <Moment at={at}>{say(useFromNow((now) => formatRelative(at, now)))}</Moment>;
}

function same(text: string): string {
  return text;
}

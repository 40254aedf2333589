import { HOME_DAYS, HOME_MONTH_MS, HOME_MONTHS } from '../../../shared/domain/home.ts';
import { DAY_MS } from '../../../shared/time.ts';
import { t } from '../../../shared/words/words.ts';
import { formatDay, formatTime } from '../../format/time.ts';
import { zones } from './places.ts';

/** The labels below the borders of the zones. @param now ms since the epoch. */
export function scaleLabels(now: number): readonly Readonly<{ at: number; text: string }>[] {
  const year = HOME_DAYS * DAY_MS + HOME_MONTHS * HOME_MONTH_MS;
  return [
    { at: zones.hour, text: t('home.now', { time: formatTime(now) }) },
    { at: zones.day, text: formatTime(now + 3_600_000) },
    { at: zones.week, text: t('home.tomorrow') },
    { at: zones.month, text: formatDay(now + 7 * DAY_MS, now) },
    { at: zones.year, text: formatDay(now + HOME_DAYS * DAY_MS, now) },
    { at: zones.never, text: formatDay(now + year, now) },
  ];
}

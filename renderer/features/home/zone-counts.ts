import type { HomeView } from '../../../shared/domain/home.ts';
import type { Zone } from './places.ts';

function sum(counts: readonly number[]): number {
  return counts.reduce((all, one) => all + one, 0);
}

/** How many active tokens expire in each zone of the scale. */
export function countsOf({ hour, days, months, never }: HomeView): Readonly<Record<Zone, number>> {
  return {
    hour,
    day: (days[0] ?? 0) - hour,
    week: sum(days.slice(1, 7)),
    month: sum(days.slice(7)),
    year: sum(months),
    never,
  };
}

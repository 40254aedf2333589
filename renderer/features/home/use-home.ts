import { useChannel } from '../../program/calls.ts';
import { useNow } from '../../ui/use-now.ts';

/** What Home shows. The sidebar's count reads it again each minute, for every page. */
export function useHome() {
  const today = new Date(useNow(60_000));
  const monthFrom = new Date(today.getFullYear(), today.getMonth(), 1).getTime();
  return useChannel('home:get', { monthFrom }, { keepPrevious: true });
}

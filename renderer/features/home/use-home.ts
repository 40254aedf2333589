import { useEffect } from 'react';
import { useChannel } from '../../program/calls.ts';
import { useNow } from '../../ui/use-now.ts';

/** What Home shows, reloaded each minute: tokens expire without an event. */
export function useHome() {
  const minute = useNow(60_000);
  const today = new Date(minute);
  const monthFrom = new Date(today.getFullYear(), today.getMonth(), 1).getTime();
  const home = useChannel('home:get', { monthFrom }, { keepPrevious: true });
  const { refetch } = home;
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- the minute is what it waits for
  useEffect(() => void refetch(), [minute, refetch]);
  return home;
}

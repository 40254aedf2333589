import { readValidity } from '../../shared/domain/validity.ts';
import { t } from '../../shared/words/words.ts';
import { failureOf, refused } from './failure.ts';

/**
 * The seconds of a duration as it was typed, such as `90d`; null if it wasn't. Ends the command if it
 * is none.
 *
 * @param field the contract's name of it, for the message.
 * @param now milliseconds since the epoch.
 */
export function typedSeconds(typed: string | undefined, field: string, now: number): number | null {
  if (typed === undefined) return null;
  const seconds = readValidity(typed, field, now);
  if (!seconds.ok) throw failureOf(seconds.error);
  return seconds.value;
}

/** A time as it was typed, in milliseconds since the epoch, or undefined. Ends the command if it is none. */
export function typedTime(typed: string | undefined): number | undefined {
  if (typed === undefined) return undefined;
  const at = Date.parse(typed);
  if (Number.isNaN(at)) throw refused(t('cli.notATime', { time: typed }));
  return at;
}

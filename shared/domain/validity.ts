import { z } from 'zod';
import { type AppError, appError } from '../errors.ts';
import { err, ok, type Result } from '../result.ts';
import { code } from './text.ts';

/** The longest validity, in seconds: 2^31 - 1, the largest that WSO2's `int` fields hold. */
export const MAX_VALIDITY_SECONDS = 2_147_483_647;

/** The validity of a token that never expires: any negative number is read as this one. */
export const NEVER_EXPIRES = -1;

/** With which validity another token is valid as long as this one, in seconds. */
export function validityOf(
  token: Readonly<{ issuedAt: number; expiresAt: number; neverExpires: boolean }>,
): number {
  return token.neverExpires ? NEVER_EXPIRES : Math.round((token.expiresAt - token.issuedAt) / 1000);
}

/**
 * An access token validity period in whole seconds: 1 to {@link MAX_VALIDITY_SECONDS}, or negative
 * for a token that never expires. Zero is an error: WSO2 reads it silently as the default
 * (`AMDefaultKeyManagerImpl`), which is a trap.
 */
export const validitySecondsSchema = z
  .number({ error: code('field/not-a-whole-number') })
  .refine(Number.isSafeInteger, { error: code('field/not-a-whole-number'), abort: true })
  .refine((seconds) => seconds !== 0, { error: code('field/zero'), abort: true })
  .refine((seconds) => seconds <= MAX_VALIDITY_SECONDS, {
    error: code('field/too-large'),
    params: { max: MAX_VALIDITY_SECONDS },
  });

const DAY_SECONDS = 86_400;
const YEAR_SECONDS = 365 * DAY_SECONDS;
/** A year is 365 days and a month a twelfth of that, so that 12 months always equal a year. */
const units = {
  s: 1,
  m: 60,
  h: 3600,
  d: DAY_SECONDS,
  w: 7 * DAY_SECONDS,
  mo: YEAR_SECONDS / 12,
  y: YEAR_SECONDS,
  // Stunden, Tage, Jahre: the other units begin alike in German.
  st: 3600,
  t: DAY_SECONDS,
  j: YEAR_SECONDS,
} as const;

/** The field's suggestions. */
export const validityPresets = ['1h', '1d', '30d', '90d', '1y'] as const;
const unitNames =
  's(?:ec(?:ond)?s?)?|m(?:in(?:ute)?s?)?|h(?:ours?|rs?)?|d(?:ays?)?|w(?:eeks?)?|mo(?:nths?)?|y(?:ears?)?' +
  '|sek(?:unden?)?|min(?:uten?)?|st(?:d|unden?)|t(?:agen?|age?)?|wochen?|monat(?:en?)?|j(?:ahren?|ahre?)?';
const duration = new RegExp(`^(?:\\d+\\s*(?:${unitNames})(?:,?\\s*))+$`, 'i');

/** "1h", "90d", "1 hour 30 minutes" in seconds, or undefined. */
function durationSeconds(typed: string): number | undefined {
  if (!duration.test(typed)) return undefined;
  let seconds = 0;
  for (const [, count, unit] of typed.matchAll(/(\d+)\s*(mo|st|[a-z])/gi)) {
    seconds += Number(count) * units[unit?.toLowerCase() as keyof typeof units];
  }
  return seconds;
}

const moment =
  /^(?<date>\d{4}-\d{2}-\d{2})(?:[ T](?<time>\d{2}:\d{2}(?::\d{2})?) ?(?<zone>Z|[+-]\d{2}:\d{2})?)?$/i;

/** "2027-03-31" (its last second), "2027-03-31 18:00" in ms since the epoch, or undefined. */
export function momentMs(typed: string): number | undefined {
  const { date = '', time = '23:59:59', zone = '' } = moment.exec(typed)?.groups ?? {};
  // `Date` silently turns 31 February into 3 March.
  if (!z.iso.date().safeParse(date).success) return undefined;
  const at = Date.parse(`${date}T${time}${zone}`);
  return Number.isNaN(at) ? undefined : at;
}

const wholeNumber = /^[+-]?\d+$/;
/** A whole number, but with separators ("3,600") or in the digits of another script. */
const writtenOtherwise = /^[+-]?\p{Nd}+(?:[.,'’_\s]\p{Nd}{3})*$/u;

/**
 * Reads what a person typed into **Access token validity period**.
 *
 * Seconds, a duration with units ("1h", "90d", "18 months"), or the end as a date and time, in this
 * computer's time zone unless it names one: "2027-03-31 18:00".
 *
 * @returns whole seconds ({@link NEVER_EXPIRES} for any negative number), or the error for the
 * field: `field/required`, `field/not-a-whole-number` (with the typed text if it is a whole number
 * in another notation), `field/zero`, `field/in-the-past`, `field/too-large`.
 *
 * @param now milliseconds since the epoch.
 */
export function readValidity(
  text: string,
  field = 'validitySeconds',
  now = Date.now(),
): Result<number, AppError> {
  const typed = text.trim().replace('\u2212', '-');
  if (typed === '') return err(appError('field/required', { field }));
  const end = momentMs(typed);
  const untilEnd = end === undefined ? undefined : Math.floor(end / 1000) - Math.floor(now / 1000);
  if (untilEnd !== undefined && untilEnd <= 0) return err(appError('field/in-the-past', { field }));
  const inUnits = untilEnd ?? durationSeconds(typed);
  if (inUnits === undefined && !wholeNumber.test(typed)) {
    const detail = writtenOtherwise.test(typed) ? { detail: { typed } } : {};
    return err(appError('field/not-a-whole-number', { field, ...detail }));
  }
  const seconds = inUnits ?? Number(typed);
  if (seconds === 0) return err(appError('field/zero', { field }));
  if (seconds < 0) return ok(NEVER_EXPIRES);
  if (seconds > MAX_VALIDITY_SECONDS) {
    return err(appError('field/too-large', { field, detail: { max: MAX_VALIDITY_SECONDS } }));
  }
  return ok(seconds);
}

export function neverExpires(validitySeconds: number): boolean {
  return validitySeconds < 0;
}

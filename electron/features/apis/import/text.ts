import { withoutInvisible } from '../../../../shared/domain/text.ts';
import { quoteLength } from './limits.ts';

/**
 * C0 and C1 controls, and formatting characters that reorder text: a name could use them to look
 * like another on the review screen (Unicode TR 36, "bidirectional text spoofing").
 */
const disguises = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** One line, as for a name: without surrounding or repeated white space or invisible characters. */
export function oneLine(value: string): string {
  return withoutInvisible(value.toWellFormed().replace(/\s+/gu, ' ').replace(disguises, ''))
    .replace(/ {2,}/gu, ' ')
    .trim();
}

/** Several lines: keeps line feeds and tabs, otherwise like `oneLine`. */
export function lines(value: string): string {
  return value
    .toWellFormed()
    .replace(/\r\n?/gu, '\n')
    .replace(disguises, (character) => (character === '\n' || character === '\t' ? character : ''))
    .trim();
}

/** Like `shorten`, for names: a cut through an emoji sequence leaves no joiner at the end. */
export function shortenName(value: string, limit: number): string {
  return withoutInvisible(shorten(value, limit));
}

/** At most `limit` UTF-16 code units, the last of them an ellipsis if anything was cut. */
export function shorten(value: string, limit: number): string {
  if (value.length <= limit) return value;
  const cut = value.slice(0, limit - 1);
  // A cut inside a surrogate pair would leave half a character.
  const whole = cut.isWellFormed() ? cut : cut.slice(0, -1);
  return `${whole.trimEnd()}…`;
}

/** How much of a hostile text may appear in a note or an error. */
export function quote(value: string): string {
  return shorten(oneLine(value.slice(0, 4 * quoteLength)), quoteLength);
}

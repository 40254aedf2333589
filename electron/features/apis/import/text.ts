import { withoutInvisible } from '../../../../shared/domain/text.ts';
import { quoteLength } from './limits.ts';

/**
 * C0 and C1 controls, and the formatting characters that reorder text: a name must not be able to
 * disguise itself on the review screen (Unicode TR 36, "bidirectional text spoofing").
 */
const disguises = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** One line, as a name may be: without surrounding or doubled white space, or what is invisible. */
export function oneLine(value: string): string {
  return withoutInvisible(value.toWellFormed().replace(/\s+/gu, ' ').replace(disguises, ''))
    .replace(/ {2,}/gu, ' ')
    .trim();
}

/** Several lines: line feeds and tabs stay, the rest as in `oneLine`. */
export function lines(value: string): string {
  return value
    .toWellFormed()
    .replace(/\r\n?/gu, '\n')
    .replace(disguises, (character) => (character === '\n' || character === '\t' ? character : ''))
    .trim();
}

/** As `shorten`, for what is a name: a cut through an emoji sequence leaves no joiner at its end. */
export function shortenName(value: string, limit: number): string {
  return withoutInvisible(shorten(value, limit));
}

/** At most `limit` UTF-16 code units, the last of them an ellipsis if anything was cut. */
export function shorten(value: string, limit: number): string {
  if (value.length <= limit) return value;
  const cut = value.slice(0, limit - 1);
  // A cut between the halves of a surrogate pair would leave half a character.
  const whole = cut.isWellFormed() ? cut : cut.slice(0, -1);
  return `${whole.trimEnd()}…`;
}

/** How much of a hostile text may appear in a note or an error. */
export function quote(value: string): string {
  return shorten(oneLine(value.slice(0, 4 * quoteLength)), quoteLength);
}

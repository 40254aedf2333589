import type { ImportNote } from '../domain/imported-api.ts';
import { foreignName } from './foreign-files.ts';
import { t, tFrom } from './words.ts';

/** The message for a note in the review: what was derived, changed or left out, and why. */
export function noteText({ code, detail = {} }: ImportNote): string {
  const count = Number(detail['count'] ?? 1);
  const { first, found, context } = detail;
  return tFrom(`note.${code}`, {
    ...detail,
    count,
    example: first === undefined ? '' : t('notePart.example', { count, first }),
    foreign: found === undefined ? '' : foreignName(found),
    hasContext: context === '/' ? 'no' : 'yes',
  });
}

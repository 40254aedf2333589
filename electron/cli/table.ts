import { characterCount } from '../../shared/domain/text.ts';
import { t } from '../../shared/words/words.ts';
import { inOneLine } from './one-line.ts';

/** Columns for people, separated by two spaces. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return t('cli.nothing');
  const lines = [head, ...rows].map((line) => line.map(inOneLine));
  const widths = head.map((_name, column) =>
    Math.max(...lines.map((line) => characterCount(line[column] ?? ''))),
  );
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - characterCount(cell)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

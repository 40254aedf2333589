import papaparse from 'papaparse';

/**
 * What a spreadsheet treats as a formula at the start of a cell (OWASP, "CSV injection"), with the
 * full-width signs that some locales treat alike. Papaparse's own pattern misses a cell in which a
 * line break follows.
 */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

/**
 * RFC 4180: a header row, CRLF, cells quoted where needed. A cell that would be a formula is
 * prefixed with an apostrophe.
 *
 * @param header false for later rows of a file that is written in pieces.
 */
export function csvText(
  rows: readonly Readonly<Record<string, string | number | boolean>>[],
  header = true,
): string {
  const text = papaparse.unparse([...rows], { newline: '\r\n', escapeFormulae: formula, header });
  return `${text}\r\n`;
}

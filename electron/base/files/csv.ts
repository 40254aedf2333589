import papaparse from 'papaparse';

/**
 * What a spreadsheet takes for a formula when it begins a cell (OWASP, "CSV injection"), with the
 * full-width signs that some locales read alike. Papaparse's own pattern misses a cell in which a
 * line break follows.
 */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

/**
 * RFC 4180: a header row, CRLF, cells quoted where needed. A cell that would be a formula gets an
 * apostrophe before it.
 *
 * @param header false for the further rows of a file that is written in pieces.
 */
export function csvText(
  rows: readonly Readonly<Record<string, string | number | boolean>>[],
  header = true,
): string {
  const text = papaparse.unparse([...rows], { newline: '\r\n', escapeFormulae: formula, header });
  return `${text}\r\n`;
}

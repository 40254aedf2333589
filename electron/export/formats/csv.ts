import papaparse from 'papaparse';
import type { ExportedToken } from '../exported-token.ts';

/**
 * What a spreadsheet takes for a formula when it begins a cell (OWASP, "CSV injection"), with the
 * full-width signs that some locales read alike. Papaparse's own pattern misses a cell in which a
 * line break follows.
 */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

/**
 * RFC 4180: a header row, CRLF, cells quoted where needed; scopes separated by spaces. A cell that
 * would be a formula gets an apostrophe before it.
 */
export function tokensAsCsv(tokens: readonly ExportedToken[]): string {
  const rows = tokens.map((token) => ({ ...token, scopes: token.scopes.join(' ') }));
  return `${papaparse.unparse(rows, { newline: '\r\n', escapeFormulae: formula })}\r\n`;
}

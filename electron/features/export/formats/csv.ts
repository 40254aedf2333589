import { csvText } from '../../../base/files/csv.ts';
import type { ExportedToken } from '../exported-token.ts';

/** A row for each token, its scopes separated by spaces. */
export function tokensAsCsv(tokens: readonly ExportedToken[]): string {
  return csvText(tokens.map((token) => ({ ...token, scopes: token.scopes.join(' ') })));
}

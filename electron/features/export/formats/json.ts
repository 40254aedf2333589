import type { ExportedToken } from '../exported-token.ts';

/** One shape for one token and for many: `tokens[]`, pretty-printed. */
export function tokensAsJson(tokens: readonly ExportedToken[]): string {
  return `${JSON.stringify({ tokens }, null, 2)}\n`;
}

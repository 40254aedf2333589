import type { ExportedToken } from '../exported-token.ts';

/** Whose token it is and how it stands, for a comment: one line, whatever the name is. */
export function describeToken(token: ExportedToken): string {
  const end = token.neverExpires ? 'never expires' : `expires ${token.expiresAt}`;
  return `${oneLine(token.application)}, ${token.keyType}: ${token.state}, ${end}`;
}

/** dotenv takes U+2028 for a line end: a name with one would write a variable of its own. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ');
}

import type { ExportedToken } from '../exported-token.ts';

/**
 * The bare compact JWT, or one a line. A single one has no line end: what reads the file as it is
 * (a mounted secret, a header) must get the token and nothing else.
 */
export function tokensAsJwt(tokens: readonly ExportedToken[]): string {
  const [only] = tokens;
  if (tokens.length === 1 && only !== undefined) return only.accessToken;
  return tokens.map((token) => `${token.accessToken}\n`).join('');
}

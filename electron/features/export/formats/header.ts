import type { ExportedToken } from '../exported-token.ts';
import { describeToken } from './describe-token.ts';

/**
 * The `Authorization` request header (RFC 6750, section 2.1). Of one token it is the line alone, as
 * `curl --header @file` wants it; of several each has a comment that says whose it is.
 */
export function tokensAsHeader(tokens: readonly ExportedToken[]): string {
  const [only] = tokens;
  if (tokens.length === 1 && only !== undefined) return headerOf(only);
  return tokens.map((token) => `# ${describeToken(token)}\n${headerOf(token)}`).join('\n');
}

function headerOf({ tokenType, accessToken }: ExportedToken): string {
  return `Authorization: ${tokenType} ${accessToken}\n`;
}

import type { TokenSummary } from '../../../shared/domain/token.ts';

/** In code points: each is at most four bytes, and file names are limited to 255 bytes. */
const STEM_MAX = 40;

/**
 * A name for a token file, given its first tokens: `petshop-production.json` for one token,
 * `petshop-tokens.json` for several of one application, else `tokens.json`.
 */
export function suggestedFileName(
  tokens: readonly Pick<TokenSummary, 'applicationName' | 'keyType'>[],
  isOfOne: boolean,
  ending: string,
): string {
  const [first] = tokens;
  if (first === undefined || !isOfOne) return `tokens.${ending}`;
  const rest = tokens.length === 1 ? first.keyType.toLowerCase() : 'tokens';
  return `${fileStem(first.applicationName)}-${rest}.${ending}`;
}

/**
 * Windows refuses some characters in names, so all but letters and digits of any script become
 * hyphens. Its reserved names (`con`, `nul`) are harmless here, because a suffix follows.
 */
function fileStem(name: string): string {
  const words = name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-');
  const short = Array.from(words).slice(0, STEM_MAX).join('');
  return short.replaceAll(/^-+|-+$/g, '') || 'application';
}

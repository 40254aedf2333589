import type { TokenSummary } from '../../../shared/domain/token.ts';

/** In code points: four bytes each at most, and file systems end at 255 bytes. */
const STEM_MAX = 40;

/**
 * A name for a file of tokens that begin with these: `petshop-production.json` for one, `petshop-tokens.json` for
 * some of one application, else `tokens.json`.
 */
export function suggestedFileName(
  tokens: readonly TokenSummary[],
  isOfOne: boolean,
  ending: string,
): string {
  const [first] = tokens;
  if (first === undefined || !isOfOne) return `tokens.${ending}`;
  const rest = tokens.length === 1 ? first.keyType.toLowerCase() : 'tokens';
  return `${fileStem(first.applicationName)}-${rest}.${ending}`;
}

/**
 * Letters and digits of any script, all else a hyphen: nothing that Windows refuses in a name. Its
 * reserved names (`con`, `nul`) are harmless here, since more follows.
 */
function fileStem(name: string): string {
  const words = name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-');
  const short = Array.from(words).slice(0, STEM_MAX).join('');
  return short.replaceAll(/^-+|-+$/g, '') || 'application';
}

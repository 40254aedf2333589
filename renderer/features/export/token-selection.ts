import { activeOf, type TokenSummary } from '../../../shared/domain/token.ts';
import type { TokenCounts, TokenFilter } from '../../../shared/domain/token-filter.ts';

/** The tokens to act on: chosen ones, or all that match a filter, loaded or not. */
export type Selection =
  | { readonly of: 'tokens'; readonly tokens: readonly TokenSummary[] }
  | { readonly of: 'filter'; readonly filter: TokenFilter; readonly counts: TokenCounts };

export const noTokens: Selection = { of: 'tokens', tokens: [] };

export function oneToken(token: TokenSummary): Selection {
  return { of: 'tokens', tokens: [token] };
}

/** `now` in ms since the epoch. */
export function countsOf(selection: Selection, now: number = Date.now()): TokenCounts {
  if (selection.of === 'filter') return selection.counts;
  const { tokens } = selection;
  return { found: tokens.length, active: activeOf(tokens, now).length };
}

/** The part of the selection that gateways still accept. */
export function activePart(selection: Selection): Selection {
  return selection.of === 'filter'
    ? selection
    : { of: 'tokens', tokens: activeOf(selection.tokens) };
}

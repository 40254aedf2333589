import { type TokenSummary, tokenState } from '../../../shared/domain/token.ts';

/** Those of the tokens that a gateway would still take. `now` in ms since the epoch. */
export function activeOf(
  tokens: readonly TokenSummary[],
  now: number = Date.now(),
): readonly TokenSummary[] {
  return tokens.filter((token) => tokenState(token, now) === 'active');
}

import type { TokenGlance } from '../../shared/domain/application.ts';
import { isExpiring, tokenState } from '../../shared/domain/token.ts';
import type { Status } from '../ui/status-badge.tsx';

/** The status in a token's badge at `now`, in ms since the epoch. */
export function tokenStatus(token: TokenGlance, now: number): Status {
  const state = tokenState(token, now);
  if (state !== 'active') return state;
  if (token.neverExpires) return 'never';
  return isExpiring(token, now) ? 'expiring' : 'active';
}

import type { ComponentType } from 'react';
import type { TokenGlance } from '../../../shared/domain/application.ts';
import { tokenState } from '../../../shared/domain/token.ts';
import { t } from '../../../shared/words/words.ts';
import { formatCountdown } from '../../format/duration.ts';
import { type CellMomentProps, Moment } from '../../format/moment.tsx';
import { formatDateTime } from '../../format/time.ts';
import { tokenStatus } from '../../format/token-status.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useNow } from '../../ui/use-now.ts';

type TokenProps = Readonly<{ token: TokenGlance }>;

/** The status of a token, updated when it expires. */
export function TokenBadge({ token }: TokenProps) {
  return <StatusBadge status={tokenStatus(token, useNow())} />;
}

/** When the token expires or expired, with a countdown. */
export function TokenExpiry({ token }: TokenProps) {
  const now = useNow();
  const state = tokenState(token, now);
  if (state === 'active' && token.neverExpires) return t('tokenStatus.never');
  const at = state === 'revoked' && token.revokedAt !== null ? token.revokedAt : token.expiresAt;
  const moment = formatDateTime(at);
  const text = {
    active: () => t('tokenStatus.expiresIn', { left: formatCountdown(at - now) }),
    expired: () => t('tokenStatus.expired', { moment }),
    revoked: () => t('tokenStatus.revoked', { moment }),
  }[state]();
  return <Moment at={at}>{text}</Moment>;
}

type TokenEndProps = TokenProps & Readonly<{ as: ComponentType<CellMomentProps> }>;

/** When the token expires or expired, in a table cell. The expiry of a revoked one is irrelevant. */
export function TokenEnd({ token, as: When }: TokenEndProps) {
  const { expiresAt, neverExpires, revokedAt } = token;
  const isRevoked = tokenState(token, useNow()) === 'revoked';
  if (isRevoked && revokedAt !== null)
    return <When at={revokedAt} say={(moment) => t('tokenStatus.revoked', { moment })} />;
  return neverExpires ? t('tokenStatus.never') : <When at={expiresAt} />;
}

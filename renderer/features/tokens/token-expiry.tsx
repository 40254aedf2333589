import type { ComponentType } from 'react';
import type { TokenGlance } from '../../../shared/domain/application.ts';
import { tokenState } from '../../../shared/domain/token.ts';
import { t } from '../../../shared/words/words.ts';
import { formatCountdown } from '../../format/duration.ts';
import { type CellMomentProps, Moment } from '../../format/moment.tsx';
import { formatDateTime, formatRelative } from '../../format/time.ts';
import { formatLeft, readingOf, shareLeft } from '../../format/time-left.ts';
import { tokenStatus } from '../../format/token-status.ts';
import { Dial } from '../../ui/dial.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { TimeLeft } from '../../ui/time-left.tsx';
import { useNow } from '../../ui/use-now.ts';

type TokenProps = Readonly<{ token: TokenGlance }>;

/** The status of a token, updated when it expires. */
export function TokenBadge({ token }: TokenProps) {
  return <StatusBadge status={tokenStatus(token, useNow())} />;
}

type TokenTimeProps = Readonly<{
  /** Null where there are no keys yet. */
  token: TokenGlance | null;
  isQuiet?: boolean;
}>;

/** How long the token still lasts, in a list: "18 d", "Expired". */
export function TokenTime({ token, isQuiet }: TokenTimeProps) {
  const now = useNow();
  if (token === null) return <TimeLeft state="none" text={t('timeLeft.noKeys')} />;
  const status = tokenStatus(token, now);
  const isLive = status === 'active' || status === 'expiring';
  return (
    <TimeLeft
      state={status}
      share={shareLeft(token, now)}
      text={isLive ? formatLeft(token.expiresAt - now) : t(`timeLeft.${status}`)}
      isQuiet={isQuiet}
    />
  );
}

/** The same at full size: the one reading of a page. */
export function TokenDial({ token }: TokenProps) {
  const now = useNow();
  const status = tokenStatus(token, now);
  if (status === 'active' || status === 'expiring') {
    const { figure, unit } = readingOf(token.expiresAt - now);
    return <Dial state={status} share={shareLeft(token, now)} reading={figure} unit={unit} />;
  }
  const at = status === 'revoked' ? (token.revokedAt ?? token.expiresAt) : token.expiresAt;
  return (
    <Dial
      state={status}
      share={0}
      reading={status === 'never' ? '∞' : t(`timeLeft.${status}`)}
      unit={status === 'never' ? t('timeLeft.reading.never') : formatRelative(at, now)}
    />
  );
}

/** When the token expires or expired, with a countdown. */
export function TokenExpiry({ token }: TokenProps) {
  const now = useNow();
  const state = tokenState(token, now);
  if (state === 'active' && token.neverExpires) return t('tokenStatus.never');
  const at = state === 'revoked' && token.revokedAt !== null ? token.revokedAt : token.expiresAt;
  const moment = formatDateTime(at);
  const text = {
    active: () => t('tokenStatus.expiresIn', { when: formatCountdown(at - now) }),
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

import type { TokenGlance } from '../../../shared/domain/application.ts';
import { tokenState } from '../../../shared/domain/token.ts';
import { formatCountdown } from '../../format/duration.ts';
import { formatDateTime, formatShortDateTime, formatUtc } from '../../format/time.ts';
import { tokenStatus } from '../../format/token-status.ts';
import { tokenFateStrings as words } from '../../strings/token-fate.ts';
import { DateTimeText } from '../../ui/date-time-text.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useNow } from '../../ui/use-now.ts';

type TokenProps = Readonly<{ token: TokenGlance }>;

/** The status of a token, which changes by itself when its time comes. */
export function TokenBadge({ token }: TokenProps) {
  return <StatusBadge status={tokenStatus(token, useNow())} />;
}

/** A moment in the person's own format; the exact second in UTC on hover. */
export function Moment({ at }: Readonly<{ at: number }>) {
  const text = formatDateTime(at);
  return <DateTimeText at={at} text={text} exact={words.exact(text, formatUtc(at))} />;
}

type ShortMomentProps = Readonly<{ at: number; say?: (moment: string) => string }>;

/** The same for a cell of a table. */
export function ShortMoment({ at, say }: ShortMomentProps) {
  const moment = formatShortDateTime(at, useNow(60_000));
  const text = say?.(moment) ?? moment;
  return (
    <DateTimeText at={at} text={text} exact={words.exact(formatDateTime(at), formatUtc(at))} />
  );
}

/** When the token ends, or ended: counts down to it. */
export function TokenFate({ token }: TokenProps) {
  const now = useNow();
  const state = tokenState(token, now);
  if (state === 'active' && token.neverExpires) return words.never;
  const at = state === 'revoked' && token.revokedAt !== null ? token.revokedAt : token.expiresAt;
  const moment = formatDateTime(at);
  const text = {
    active: () => words.expiresIn(formatCountdown(at - now)),
    expired: () => words.expired(moment),
    revoked: () => words.revoked(moment),
  }[state]();
  return <DateTimeText at={at} text={text} exact={words.exact(moment, formatUtc(at))} />;
}

import { t } from '../../shared/words/words.ts';
import { TimeLeft } from './time-left.tsx';

export type Status = 'active' | 'expiring' | 'expired' | 'revoked' | 'never';

type StatusBadgeProps = Readonly<{
  status: Status;
}>;

/** The status of a token as shape and text; in colour only if it needs attention. */
export function StatusBadge({ status }: StatusBadgeProps) {
  return <TimeLeft state={status} text={t(`ui.status.${status}`)} isQuiet />;
}

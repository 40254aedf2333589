import {
  CircleCheck,
  CircleDashed,
  CircleX,
  Infinity as Endless,
  TriangleAlert,
} from 'lucide-react';
import { t } from '../../shared/words/words.ts';
import { Badge, type BadgeTone } from './badge.tsx';
import type { Icon } from './icon.ts';

export type Status = 'active' | 'expiring' | 'expired' | 'revoked' | 'never';

const looks = {
  active: { icon: CircleCheck, tone: 'active' },
  expiring: { icon: TriangleAlert, tone: 'expiring' },
  expired: { icon: CircleDashed, tone: 'expired' },
  revoked: { icon: CircleX, tone: 'revoked' },
  never: { icon: Endless, tone: 'active' },
} as const satisfies Record<Status, Readonly<{ icon: Icon; tone: BadgeTone }>>;

type StatusBadgeProps = Readonly<{
  status: Status;
}>;

/** The status of a token as colour, shape and text. */
export function StatusBadge({ status }: StatusBadgeProps) {
  const { icon, tone } = looks[status];
  return (
    <Badge tone={tone} icon={icon}>
      {t(`ui.status.${status}`)}
    </Badge>
  );
}

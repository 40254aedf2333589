import {
  CircleCheck,
  CircleDashed,
  CircleX,
  Infinity as Endless,
  TriangleAlert,
} from 'lucide-react';
import { Badge, type BadgeTone } from './badge.tsx';
import type { Icon } from './icon.ts';
import { useUiStrings } from './ui-provider.tsx';

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
  /** Instead of the status's own word: "Expires in 4 min". It has to tell the status as well. */
  label?: string | undefined;
}>;

/** The fate of a token as colour, shape and word. */
export function StatusBadge({ status, label }: StatusBadgeProps) {
  const words = useUiStrings();
  const { icon, tone } = looks[status];
  return (
    <Badge tone={tone} icon={icon}>
      {label ?? words.status[status]}
    </Badge>
  );
}

import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { Icon } from './icon.ts';

export type Tone = 'info' | 'success' | 'warning' | 'danger';

/** Each tone has its own shape as well as its colour. */
export const toneIcons = {
  info: Info,
  success: CircleCheck,
  warning: TriangleAlert,
  danger: CircleAlert,
} as const satisfies Record<Tone, Icon>;

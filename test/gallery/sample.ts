import { Activity, Box, KeyRound, Network, Package, Settings } from 'lucide-react';
import type { Status } from '../../renderer/ui/status-badge.tsx';

/** A no-op for buttons that are only looked at. */
export function nothing(): void {}

const part = 'eyJ0eXAiOiJhdCtqd3QiLCJhbGciOiJSUzI1NiIsImtpZCI6IjdRd';

/** Looks like a token, but isn't a valid one. */
export const jwt = `${part}.${part.repeat(9)}.${part.repeat(4)}`;

export const navigation = [
  { id: 'applications', label: 'Applications', icon: Package },
  { id: 'apis', label: 'APIs', icon: Box },
  { id: 'tokens', label: 'Tokens', icon: KeyRound },
  { id: 'gateways', label: 'Gateways', icon: Network },
  { id: 'activity', label: 'Activity', icon: Activity },
  { id: 'settings', label: 'Settings', icon: Settings },
] as const;

const names = [
  'Petshop',
  'Harbour logistics',
  'Météo nationale',
  'Payroll',
  'Invoices of the northern branch, second attempt',
  'متجر الحيوانات',
  '支付网关',
  'Weather',
];
const statuses: readonly Status[] = ['active', 'expiring', 'never', 'expired', 'revoked'];

export type SampleApplication = Readonly<{
  id: string;
  name: string;
  status: Status;
  apis: number;
  jti: string;
}>;

export function applications(count: number): readonly SampleApplication[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `app-${index}`,
    name: `${names[index % names.length]}${index < names.length ? '' : ` ${index}`}`,
    status: statuses[index % statuses.length] ?? 'active',
    apis: (index * 7) % 23,
    jti: `9b2f${String(index).padStart(4, '0')}-5c1e-4f7a`,
  }));
}

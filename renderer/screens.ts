import {
  Activity,
  AppWindow,
  Boxes,
  KeyRound,
  type LucideIcon,
  Network,
  Settings,
  Ticket,
} from 'lucide-react';
import type { ComponentType } from 'react';
import { ActivityLog } from './features/activity/activity-log.tsx';
import { ApiDetail } from './features/apis/api-detail.tsx';
import { ApiList } from './features/apis/api-list.tsx';
import { ApplicationDetail } from './features/applications/application-detail.tsx';
import { ApplicationList } from './features/applications/application-list.tsx';
import { Gateways } from './features/gateways/gateways.tsx';
import { SettingsPage } from './features/settings/settings-page.tsx';
import { SigningKeys } from './features/signing-keys/signing-keys.tsx';
import { TokenLedger } from './features/tokens/token-ledger.tsx';
import type { Page } from './program/navigation.ts';

interface Screen {
  readonly icon: LucideIcon;
  /** Left out on pages that have no list of their own. */
  readonly List?: ComponentType;
  readonly Detail: ComponentType;
}

/** The screen of each page. */
export const screens: Readonly<Record<Page, Screen>> = {
  applications: { icon: AppWindow, List: ApplicationList, Detail: ApplicationDetail },
  apis: { icon: Boxes, List: ApiList, Detail: ApiDetail },
  tokens: { icon: Ticket, Detail: TokenLedger },
  gateways: { icon: Network, Detail: Gateways },
  'signing-keys': { icon: KeyRound, Detail: SigningKeys },
  activity: { icon: Activity, Detail: ActivityLog },
  settings: { icon: Settings, Detail: SettingsPage },
};

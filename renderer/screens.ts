import {
  Activity,
  AppWindow,
  Boxes,
  Gauge,
  House,
  KeyRound,
  type LucideIcon,
  Network,
  Settings,
  Ticket,
  Trash2,
} from 'lucide-react';
import type { ComponentType } from 'react';
import { ActivityLog } from './features/activity/activity-log.tsx';
import { ApiDetail } from './features/apis/api-detail.tsx';
import { ApiList } from './features/apis/api-list.tsx';
import { ApplicationDetail } from './features/applications/application-detail.tsx';
import { ApplicationList } from './features/applications/application-list.tsx';
import { BinPage } from './features/bin/bin.tsx';
import { BusinessPlansPage } from './features/business-plans/business-plans.tsx';
import { EngineList } from './features/gateways/engine-list.tsx';
import { Gateways } from './features/gateways/gateways.tsx';
import { Home } from './features/home/home.tsx';
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
  home: { icon: House, Detail: Home },
  applications: { icon: AppWindow, List: ApplicationList, Detail: ApplicationDetail },
  apis: { icon: Boxes, List: ApiList, Detail: ApiDetail },
  tokens: { icon: Ticket, Detail: TokenLedger },
  gateways: { icon: Network, List: EngineList, Detail: Gateways },
  'signing-keys': { icon: KeyRound, Detail: SigningKeys },
  activity: { icon: Activity, Detail: ActivityLog },
  'business-plans': { icon: Gauge, Detail: BusinessPlansPage },
  bin: { icon: Trash2, Detail: BinPage },
  settings: { icon: Settings, Detail: SettingsPage },
};

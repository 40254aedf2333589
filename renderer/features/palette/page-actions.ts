import { CornerDownRight } from 'lucide-react';
import {
  type CommonFile,
  commonFiles,
  type RevocationFile,
  revocationFiles,
} from '../../../shared/domain/gateway.ts';
import { type PlainKey, t } from '../../../shared/words/words.ts';
import { goTo, type Page } from '../../program/navigation.ts';
import { useGatewayPage } from '../gateways/gateway-store.ts';
import { openSettingsPart, type SettingsPart } from '../settings/settings-parts.ts';
import type { Entry } from './rank.ts';

interface Where {
  readonly page: Page;
  /** The section of Settings. */
  readonly part?: SettingsPart;
  /** The tab of the page. */
  readonly tab?: string;
}

interface PageAction {
  /** The button's label, and its `action`. */
  readonly id: PlainKey;
  /** Null for what is open now: it is offered where its button is shown. */
  readonly at: Where | null;
}

/**
 * Buttons of pages that are no command of the menu bar. The other words that people type for them
 * are `actionWords.<id>`.
 */
export const pageActions = [
  { id: 'signingKeys.import', at: { page: 'signing-keys' } },
  { id: 'signingKeys.create', at: { page: 'signing-keys' } },
  { id: 'signingKeys.rotate', at: { page: 'signing-keys' } },
  { id: 'businessPlan.add', at: { page: 'business-plans' } },
  { id: 'quota.add', at: { page: 'business-plans', tab: 'quotas' } },
  { id: 'activity.checkEvery', at: { page: 'activity' } },
  { id: 'tokens.savedFilters', at: { page: 'tokens' } },
  { id: 'backup.open', at: { page: 'settings', part: 'backups' } },
  { id: 'merge.open', at: { page: 'settings', part: 'backups' } },
  { id: 'backup.chooseFolder', at: { page: 'settings', part: 'backups' } },
  { id: 'backup.checkWorkspace', at: { page: 'settings', part: 'backups' } },
  { id: 'settings.retention.archive', at: { page: 'settings', part: 'retention' } },
  { id: 'workspace.changePassphrase', at: { page: 'settings', part: 'security' } },
  { id: 'workspace.newCode', at: { page: 'settings', part: 'security' } },
  { id: 'workspaceFile.rotate', at: { page: 'settings', part: 'security' } },
  { id: 'unlock.add', at: { page: 'settings', part: 'methods' } },
  { id: 'settings.updates.check', at: { page: 'settings', part: 'updates' } },
  { id: 'settings.attributes.add', at: { page: 'settings', part: 'attributes' } },
  { id: 'workspaceFile.rename', at: { page: 'settings', part: 'workspace' } },
  { id: 'workspaceFile.move', at: { page: 'settings', part: 'workspace' } },
  { id: 'workspaceFile.copy', at: { page: 'settings', part: 'workspace' } },
  { id: 'workspaceFile.delete', at: { page: 'settings', part: 'workspace' } },
  { id: 'application.edit', at: null },
  { id: 'subscription.subscribe', at: null },
  { id: 'keys.copyToken', at: null },
  { id: 'issue.regenerate', at: null },
  { id: 'keys.export', at: null },
  { id: 'keys.revoke', at: null },
  { id: 'secrets.add', at: null },
  { id: 'keys.notBeforeAsk', at: null },
  { id: 'keys.remove', at: null },
  { id: 'api.edit', at: null },
  { id: 'api.delete', at: null },
  { id: 'activity.exportAs', at: { page: 'activity' } },
] as const satisfies readonly PageAction[];

/** These have commands of their own. */
type Commanded = 'jwks' | 'revocations';
type Exported = Exclude<CommonFile | RevocationFile, Commanded>;

const exported = [...commonFiles, ...revocationFiles].filter(
  (file): file is Exported => file !== 'jwks' && file !== 'revocations',
);

/** In ms: a page that takes longer was not opened for the action. */
const TIMEOUT = 2000;

function buttonOf(id: string): HTMLElement | null {
  return document.querySelector(`[data-action="${id}"]`);
}

/** Presses the button of an action as soon as its page shows it. */
function pressWhenShown(id: string): void {
  const press = (): boolean => {
    const button = buttonOf(id);
    button?.click();
    return button !== null;
  };
  if (press()) return;
  const watch = new MutationObserver(() => {
    if (press()) stop();
  });
  const timer = setTimeout(stop, TIMEOUT);
  function stop(): void {
    clearTimeout(timer);
    watch.disconnect();
  }
  watch.observe(document.body, { childList: true, subtree: true });
}

function show({ page, part, tab }: Where): void {
  if (part === undefined) goTo(page);
  else openSettingsPart(part);
  if (tab !== undefined) pressWhenShown(tab);
}

function whereText({ page, part }: Where): string {
  return part === undefined ? t(`frame.pages.${page}`) : t(`settings.part.${part}`);
}

/** What the buttons of all pages do, and those of what is open now. */
export function pageEntries(): readonly Entry[] {
  const ofPages = pageActions.flatMap(({ id, at }): readonly Entry[] => {
    if (at === null && buttonOf(id) === null) return [];
    const place = at === null ? (document.querySelector('h1')?.textContent ?? '') : whereText(at);
    return [
      entryOf(id, t(id), place, t(`actionWords.${id}`), () => {
        if (at !== null) show(at);
        pressWhenShown(id);
      }),
    ];
  });
  const ofGateways = exported.map((file) => {
    const id = `gateways.files.${file}.button` as const;
    const words = `${t('actionWords.gatewayFile')} ${t(`gateways.files.${file}.file`)}`;
    return entryOf(id, t(id), t('frame.pages.gateways'), words, () => {
      useGatewayPage.setState({ engine: null });
      goTo('gateways');
      pressWhenShown(id);
    });
  });
  return [...ofPages, ...ofGateways];
}

function entryOf(id: string, name: string, place: string, words: string, onRun: () => void): Entry {
  return {
    id: `action:${id}`,
    kind: 'action',
    name,
    label: name,
    detail: place,
    keywords: `${place} ${words}`,
    icon: CornerDownRight,
    onRun,
  };
}

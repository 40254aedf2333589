import { AppWindow, Ban, Boxes, Copy, KeyRound, RefreshCw, Settings } from 'lucide-react';
import { type CommandId, commands } from '../../../shared/commands.ts';
import { type ApiSummary, apiTitle } from '../../../shared/domain/api.ts';
import type { ApplicationSummary } from '../../../shared/domain/application.ts';
import type { ProgramInfo } from '../../../shared/domain/program.ts';
import { type KeyType, keyTypes, tokenState } from '../../../shared/domain/token.ts';
import { ownerName } from '../../../shared/words/key-types.ts';
import { t } from '../../../shared/words/words.ts';
import { formatShortcut } from '../../format/shortcut.ts';
import { formatLeft } from '../../format/time-left.ts';
import { runCommand } from '../../program/commands.ts';
import { goTo, keysTabs, openApplication } from '../../program/navigation.ts';
import type { PaletteCommand } from '../../ui/command-palette.tsx';
import { selectApi } from '../apis/api-store.ts';
import { openSettingsPart, settingsParts } from '../settings/settings-parts.ts';
import { copyCurrent, copyKeyOf, regenerateCurrent } from './current-token.ts';
import type { Entry } from './rank.ts';

/** These only open the palette, so they are left out of it. */
const opensPalette: ReadonlySet<CommandId> = new Set(['palette']);

/** The commands of the menu bar but the one that opens the palette. */
export function commandEntries(
  canRun: (id: CommandId) => boolean,
  platform: ProgramInfo['platform'],
): readonly Entry[] {
  return commands
    .filter(({ id }) => !opensPalette.has(id))
    .map(({ id, shortcut, menu }) => ({
      id,
      kind: menu === 'go' ? 'page' : 'command',
      name: t(`command.${id}`),
      label: t(`command.${id}`),
      keywords: t(`commandWords.${id}`),
      shortcut: shortcut === null ? undefined : formatShortcut(shortcut, platform),
      disabledReason: canRun(id) ? undefined : t('palette.notHere'),
      // "lo" and Enter must not lock the workspace of somebody who looks for "Loyalty".
      guardedBy: id === 'lock' ? t('palette.lockWord') : undefined,
      guardReason: t('palette.typeLock'),
      onRun: () => runCommand(id),
    }));
}

/** The sections of Settings, under the words for what is done there. */
export function settingsEntries(): readonly Entry[] {
  return settingsParts.map((part) => ({
    id: `settings:${part}`,
    kind: 'page',
    name: t(`settings.part.${part}`),
    label: t('palette.settingsPart', { part: t(`settings.part.${part}`) }),
    keywords: t(`settingsWords.${part}`),
    icon: Settings,
    onRun: () => openSettingsPart(part),
  }));
}

/** Opening each application; its other actions are the second step. */
export function openEntries(
  applications: readonly ApplicationSummary[],
  now: number,
): readonly Entry[] {
  return applications.map((application) => ({
    id: `open:${application.id}`,
    kind: 'application',
    name: application.name,
    label: t('palette.open', { name: application.name }),
    icon: AppWindow,
    actions: () => ({
      title: t('palette.actions', { name: application.name }),
      commands: actionsOf(application, now),
    }),
    onRun: () => openApplication(application.id),
  }));
}

/** Opening each API. */
export function apiEntries(apis: readonly ApiSummary[]): readonly Entry[] {
  return apis.map((api) => ({
    id: `api:${api.id}`,
    kind: 'api',
    name: apiTitle(api),
    label: t('palette.open', { name: apiTitle(api) }),
    keywords: api.context,
    icon: Boxes,
    onRun: () => {
      selectApi(api.id);
      goTo('apis');
    },
  }));
}

/** What is done with a token that is chosen in the palette. */
export type Doing = 'copying' | 'regenerating' | 'revoking';

type Run = (application: ApplicationSummary, keyType: KeyType) => Promise<void> | void;

/** One entry for each current token. */
export function tokenEntries(
  applications: readonly ApplicationSummary[],
  doing: Doing,
  now: number,
  run: Run = ways[doing].run,
): readonly Entry[] {
  return applications.flatMap((application) =>
    keyTypes.flatMap((keyType) => {
      const found = tokenEntry(application, keyType, doing, now, run);
      return found === null ? [] : [found];
    }),
  );
}

const ways = {
  copying: {
    icon: Copy,
    label: (owner: string) => t('palette.copyOf', { owner }),
    run: copyCurrent,
  },
  regenerating: {
    icon: RefreshCw,
    label: (owner: string) => t('palette.regenerateOf', { owner }),
    run: regenerateCurrent,
  },
  revoking: {
    icon: Ban,
    label: (owner: string) => t('palette.revokeOf', { owner }),
    run: ({ id }: ApplicationSummary, keyType: KeyType) => openApplication(id, keysTabs[keyType]),
  },
} as const;

function tokenEntry(
  application: ApplicationSummary,
  keyType: KeyType,
  doing: Doing,
  now: number,
  run: Run,
): Entry | null {
  const token = keyType === 'PRODUCTION' ? application.production : application.sandbox;
  if (token === null) return null;
  const state = tokenState(token, now);
  const { icon, label } = ways[doing];
  const needsActive = doing !== 'regenerating' && state !== 'active';
  return {
    id: `${doing}:${keyType}:${application.id}`,
    kind: 'token',
    name: application.name,
    label: label(ownerName(application.name, keyType)),
    keywords: t(`keyTypes.${keyType}`),
    icon,
    detail:
      state !== 'active' || token.neverExpires ? undefined : formatLeft(token.expiresAt - now),
    disabledReason: needsActive ? t(`palette.${state}`) : undefined,
    onRun: () => void run(application, keyType),
  };
}

function actionsOf(application: ApplicationSummary, now: number): readonly PaletteCommand[] {
  const of = (doing: Doing) => tokenEntries([application], doing, now);
  return [
    ...of('copying'),
    ...of('regenerating'),
    ...keyTypes.flatMap((keyType): readonly PaletteCommand[] => {
      const tab = keysTabs[keyType];
      const token = keyType === 'PRODUCTION' ? application.production : application.sandbox;
      const open: PaletteCommand = {
        id: `keys:${keyType}:${application.id}`,
        label: t('palette.keysOf', { tab: t(`frame.tabs.${tab}`), name: application.name }),
        icon: KeyRound,
        onRun: () => openApplication(application.id, tab),
      };
      if (token === null) return [open];
      return [
        open,
        {
          id: `consumer-key:${keyType}:${application.id}`,
          label: t('palette.consumerKeyOf', { owner: ownerName(application.name, keyType) }),
          icon: Copy,
          onRun: () => void copyKeyOf(application, keyType),
        },
      ];
    }),
    {
      id: `subscriptions:${application.id}`,
      label: t('palette.keysOf', { tab: t('frame.tabs.subscriptions'), name: application.name }),
      icon: Boxes,
      onRun: () => openApplication(application.id, 'subscriptions'),
    },
  ];
}

import { AppWindow, Boxes, Copy } from 'lucide-react';
import { type CommandId, commands } from '../../../shared/commands.ts';
import { type ApiSummary, apiTitle } from '../../../shared/domain/api.ts';
import type { ApplicationSummary } from '../../../shared/domain/application.ts';
import type { ApplicationId } from '../../../shared/domain/ids.ts';
import type { ProgramInfo } from '../../../shared/domain/program.ts';
import { folded, searchWords } from '../../../shared/domain/text.ts';
import { type KeyType, keyTypes, tokenState } from '../../../shared/domain/token.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { ownerName } from '../../../shared/words/key-types.ts';
import { t } from '../../../shared/words/words.ts';
import { formatShortcut } from '../../format/shortcut.ts';
import { runCommand } from '../../program/commands.ts';
import { goTo, openApplication } from '../../program/navigation.ts';
import type { PaletteCommand, PaletteSection } from '../../ui/command-palette.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { selectApi } from '../apis/api-store.ts';
import { copyToken } from '../tokens/copy-token.ts';

/** These only open the palette, so they are left out of it. */
const opensPalette: ReadonlySet<CommandId> = new Set(['palette', 'token.copy']);

/** The commands of the menu bar but those that open the palette. */
export function commandSections(
  canRun: (id: CommandId) => boolean,
  platform: ProgramInfo['platform'],
): PaletteSection[] {
  const entry = ({ id, shortcut }: (typeof commands)[number]): PaletteCommand => ({
    id,
    label: t(`command.${id}`),
    shortcut: formatShortcut(shortcut, platform),
    disabledReason: canRun(id) ? undefined : t('palette.notHere'),
    onRun: () => runCommand(id),
  });
  const offered = commands.filter(({ id }) => !opensPalette.has(id));
  return [
    {
      title: t('palette.commands'),
      commands: offered.filter(({ menu }) => menu !== 'go').map(entry),
    },
    { title: t('palette.pages'), commands: offered.filter(({ menu }) => menu === 'go').map(entry) },
  ];
}

/** Opening each application. */
export function openSection(applications: readonly ApplicationSummary[]): PaletteSection {
  return {
    title: t('palette.applications'),
    isNamed: true,
    commands: applications.map(({ id, name }) => ({
      id: `open:${id}`,
      label: t('palette.open', { name }),
      icon: AppWindow,
      onRun: () => openApplication(id),
    })),
  };
}

/** Opening each API. */
export function apiSection(apis: readonly ApiSummary[]): PaletteSection {
  return {
    title: t('palette.apis'),
    isNamed: true,
    commands: apis.map((api) => ({
      id: `api:${api.id}`,
      label: t('palette.open', { name: apiTitle(api) }),
      keywords: api.context,
      icon: Boxes,
      onRun: () => {
        selectApi(api.id);
        goTo('apis');
      },
    })),
  };
}

/** Copying each current token. */
export function copySection(
  applications: readonly ApplicationSummary[],
  now: number,
): PaletteSection {
  return {
    title: t('palette.copy'),
    commands: applications.flatMap((application) =>
      keyTypes.flatMap((keyType) => copyEntry(application, keyType, now)),
    ),
  };
}

function copyEntry(
  application: ApplicationSummary,
  keyType: KeyType,
  now: number,
): PaletteCommand[] {
  const token = keyType === 'PRODUCTION' ? application.production : application.sandbox;
  if (token === null) return [];
  const state = tokenState(token, now);
  return [
    {
      id: `copy:${keyType}:${application.id}`,
      label: t('palette.copyOf', { owner: ownerName(application.name, keyType) }),
      keywords: t(`keyTypes.${keyType}`),
      icon: Copy,
      disabledReason: state === 'active' ? undefined : t(`palette.${state}`),
      onRun: () => void copyCurrent(application.id, keyType),
    },
  ];
}

async function copyCurrent(applicationId: ApplicationId, keyType: KeyType): Promise<void> {
  const keys = await window.latchkey.call('keys:get', { applicationId, keyType });
  if (keys.ok && keys.value.token !== null) {
    await copyToken(keys.value.token);
    return;
  }
  const description = keys.ok ? t('palette.noToken') : errorText(keys.error);
  showToast({ tone: 'danger', title: t('palette.notCopied'), description });
}

/** The command words around a name, which are stripped from what was typed. */
const ownWords = folded(
  [
    t('palette.applications'),
    t('palette.apis'),
    t('palette.copy'),
    t('palette.open', { name: '' }),
    t('palette.copyOf', { owner: '' }),
    ...keyTypes.map((keyType) => ownerName(t(`keyTypes.${keyType}`), keyType)),
  ].join('\n'),
);

/** The searches for what was typed: all of it, and only the name without command words. */
export function namesIn(query: string): readonly [whole: string, name: string] {
  const words = searchWords(query);
  const names = words.filter((word) => !ownWords.includes(word));
  return [words.join(' '), names.join(' ')];
}

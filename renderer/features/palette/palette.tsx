import { useCallback, useState } from 'react';
import type { Input, Output } from '../../../shared/ipc/contract.ts';
import { t } from '../../../shared/words/words.ts';
import { useChannel } from '../../program/calls.ts';
import { useCanRun, useCommand } from '../../program/commands.ts';
import { useDebounced } from '../../program/debounced.ts';
import { CommandPalette, type PaletteSection } from '../../ui/command-palette.tsx';
import { useNow } from '../../ui/use-now.ts';
import {
  apiSection,
  commandSections,
  copySection,
  namesIn,
  openSection,
} from './palette-sections.ts';

/**
 * Every command, application, API and current token by name; Ctrl/Cmd+K from anywhere. "Copy token…",
 * of the menu bar and of the desktop's own menu, opens it at the tokens alone.
 */
export function Palette() {
  const [shown, setShown] = useState<'everything' | 'copying' | 'nothing'>('nothing');
  const isOpen = shown !== 'nothing';
  useCommand(
    'palette',
    useCallback(() => setShown('everything'), []),
  );
  useCommand(
    'token.copy',
    useCallback(() => setShown('copying'), []),
  );
  const canRun = useCanRun();
  const platform = useChannel('program:info', {}).data?.platform ?? 'other';
  return (
    isOpen && (
      <OpenPalette
        isCopying={shown === 'copying'}
        commands={commandSections(canRun, platform)}
        onClose={() => setShown('nothing')}
      />
    )
  );
}

type OpenPaletteProps = Readonly<{
  /** Only tokens to copy. */
  isCopying: boolean;
  commands: readonly PaletteSection[];
  onClose: () => void;
}>;

/** Computed only while it is open. */
function OpenPalette({ isCopying, commands, onClose }: OpenPaletteProps) {
  const [query, setQuery] = useState('');
  const [whole, name] = namesIn(useDebounced(query));
  const now = useNow(60_000);
  const applications = useOffered('application', whole, name);
  const apis = useOffered('api', whole, name);
  const copying = copySection(applications, now);
  return (
    <CommandPalette
      isOpen
      onClose={onClose}
      onQuery={setQuery}
      label={isCopying ? t('palette.copy') : t('palette.label')}
      sections={
        isCopying ? [copying] : [...commands, openSection(applications), apiSection(apis), copying]
      }
    />
  );
}

/** How many of each kind are offered: those changed last. */
const MOST_OFFERED = 20;

function useOffered<L extends 'application' | 'api'>(listed: L, whole: string, name: string) {
  const channel = `${listed}:list` as const;
  const asked = (search: string) =>
    ({ sort: 'changed', limit: MOST_OFFERED, search }) as Input<typeof channel>;
  const keep = { keepPrevious: true };
  const byWhole = useChannel(channel, asked(whole), keep).data ?? [];
  const byName = useChannel(channel, asked(name), keep).data ?? [];
  const found = [...byWhole, ...byName] as Output<typeof channel>[number][];
  return [...new Map(found.map((one) => [one.id, one])).values()];
}

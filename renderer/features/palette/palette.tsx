import { useCallback, useState } from 'react';
import { searchWords } from '../../../shared/domain/text.ts';
import type { Input, Output } from '../../../shared/ipc/contract.ts';
import { t } from '../../../shared/words/words.ts';
import { useChannel } from '../../program/calls.ts';
import { useCanRun, useCommand } from '../../program/commands.ts';
import { useDebounced } from '../../program/debounced.ts';
import {
  CommandPalette,
  type PaletteCommand,
  type PaletteSection,
} from '../../ui/command-palette.tsx';
import { useNow } from '../../ui/use-now.ts';
import {
  apiEntries,
  commandEntries,
  type Doing,
  openEntries,
  tokenEntries,
} from './palette-sections.ts';
import { type Entry, kinds, rank } from './rank.ts';
import { noteRun, useRecentlyRun } from './recently-run.ts';

/**
 * Every command, application, API and current token by name; Ctrl/Cmd+K from anywhere but a dialog.
 * "Copy token…" and its like, of the menu bar and of the desktop's own menu, open it at the tokens
 * alone.
 */
export function Palette() {
  const [shown, setShown] = useState<'everything' | Doing | null>(null);
  useCommand('palette', useOpen('everything', setShown));
  useCommand('token.copy', useOpen('copying', setShown));
  useCommand('token.regenerate', useOpen('regenerating', setShown));
  useCommand('token.revoke', useOpen('revoking', setShown));
  return shown !== null && <OpenPalette shown={shown} onClose={() => setShown(null)} />;
}

type Shown = 'everything' | Doing | null;

function useOpen(what: Shown, setShown: (change: (before: Shown) => Shown) => void) {
  return useCallback(
    () => setShown((before) => (before === null && isDialogOpen() ? null : what)),
    [what, setShown],
  );
}

/** What a person has begun there must not disappear behind another list. */
function isDialogOpen(): boolean {
  // A toast has the role too, but is no section.
  return document.querySelector('section[role$="dialog"]') !== null;
}

const labels = {
  everything: () => t('palette.label'),
  copying: () => t('palette.copy'),
  regenerating: () => t('palette.regenerate'),
  revoking: () => t('palette.revoke'),
} as const;

type OpenPaletteProps = Readonly<{ shown: 'everything' | Doing; onClose: () => void }>;

/** Computed only while it is open. */
function OpenPalette({ shown, onClose }: OpenPaletteProps) {
  const [query, setQuery] = useState('');
  const now = useNow(60_000);
  const used = useRecentlyRun();
  const canRun = useCanRun();
  const platform = useChannel('program:info', {}).data?.platform ?? 'other';
  const words = searchWords(useDebounced(query)).join(' ');
  const applications = useOffered('application', words);
  const apis = useOffered('api', words);
  const entries =
    shown === 'everything'
      ? [
          ...tokenEntries(applications, 'copying', now),
          ...openEntries(applications, now),
          ...apiEntries(apis),
          ...commandEntries(canRun, platform),
        ]
      : tokenEntries(applications, shown, now);
  return (
    <CommandPalette
      isOpen
      onClose={onClose}
      onQuery={setQuery}
      onRun={noteRun}
      label={labels[shown]()}
      sections={sectionsOf(entries, query, used)}
    />
  );
}

function sectionsOf(
  entries: readonly Entry[],
  query: string,
  used: readonly string[],
): readonly PaletteSection[] {
  if (query.trim() !== '') {
    return rank(entries, query, used).map(({ kind, entries: commands }) => ({
      title: t(`palette.kinds.${kind}`),
      commands,
    }));
  }
  const recent = used.flatMap((id) => entries.find((entry) => entry.id === id) ?? []);
  const groups = kinds.map((kind) => ({
    title: t(`palette.kinds.${kind}`),
    commands: entries
      .filter((entry) => entry.kind === kind && !recent.includes(entry))
      .slice(0, kind === 'command' || kind === 'page' ? undefined : FEW),
  }));
  return (
    [{ title: t('palette.recent'), commands: recent as readonly PaletteCommand[] }, ...groups]
      // Locking is the only command that takes the screen away: not by Enter alone.
      .map(({ title, commands }) => ({
        title,
        commands: commands.filter(({ id }) => id !== 'lock'),
      }))
      .filter(({ commands }) => commands.length > 0)
  );
}

/** Names that are offered before anything was typed: those changed last. */
const FEW = 6;
/** How many of each kind are matched by their letters; a search finds the rest by whole words. */
const POOL = 500;

function useOffered<L extends 'application' | 'api'>(listed: L, search: string) {
  const channel = `${listed}:list` as const;
  const asked = (more: object) => ({ sort: 'changed', ...more }) as Input<typeof channel>;
  const keep = { keepPrevious: true };
  const pool = useChannel(channel, asked({ limit: POOL }), keep).data ?? [];
  const found = useChannel(channel, asked({ limit: 20, search }), keep).data ?? [];
  const both = [...pool, ...found] as Output<typeof channel>[number][];
  return [...new Map(both.map((one) => [one.id, one])).values()];
}

import { useCallback, useState } from 'react';
import { searchWords } from '../../../shared/domain/text.ts';
import { t } from '../../../shared/words/words.ts';
import { useChannel } from '../../program/calls.ts';
import { useCanRun, useCommand } from '../../program/commands.ts';
import { useDebounced } from '../../program/debounced.ts';
import { CommandPalette } from '../../ui/command-palette.tsx';
import { useNowSinceOpened } from '../../ui/use-now.ts';
import { useOffered } from './offered.ts';
import { pageEntries } from './page-actions.ts';
import { sectionsOf } from './palette-groups.ts';
import {
  apiEntries,
  commandEntries,
  type Doing,
  openEntries,
  settingsEntries,
  tokenEntries,
} from './palette-sections.ts';
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
  // From the menu bar, it opens its own small window.
  useCommand('token.quick', useOpen('copying', setShown));
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

/** What a person has typed there must not be hidden by another list. */
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
  const now = useNowSinceOpened();
  const used = useRecentlyRun();
  const canRun = useCanRun();
  const platform = useChannel('program:info', {}).data?.platform ?? 'other';
  const words = searchWords(useDebounced(query)).join(' ');
  const applications = useOffered('application', words);
  const apis = useOffered('api', words);
  // Commands alone would let Enter run one of them although an application is meant.
  const isKnown = applications !== undefined && apis !== undefined;
  const entries = !isKnown
    ? []
    : shown === 'everything'
      ? [
          ...tokenEntries(applications, 'copying', now),
          ...openEntries(applications, now),
          ...apiEntries(apis),
          ...commandEntries(canRun, platform),
          ...pageEntries(),
          ...settingsEntries(),
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

import { useCallback, useState } from 'react';
import { t } from '../../../shared/words/words.ts';
import { useChannel } from '../../program/calls.ts';
import { useCanRun, useCommand } from '../../program/commands.ts';
import { CommandPalette } from '../../ui/command-palette.tsx';
import { useNow } from '../../ui/use-now.ts';
import { apiSection, commandSections, copySection, openSection } from './palette-sections.ts';

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
  const now = useNow(60_000);
  const platform = useChannel('program:info', {}).data?.platform ?? 'other';
  const applications = useChannel('application:list', {}, { enabled: isOpen }).data ?? [];
  const apis = useChannel('api:list', {}, { enabled: isOpen }).data ?? [];
  const copying = copySection(applications, now);
  return (
    <CommandPalette
      isOpen={isOpen}
      onClose={() => setShown('nothing')}
      label={shown === 'copying' ? t('palette.copy') : t('palette.label')}
      sections={
        shown === 'copying'
          ? [copying]
          : [
              ...commandSections(canRun, platform),
              openSection(applications),
              apiSection(apis),
              copying,
            ]
      }
    />
  );
}

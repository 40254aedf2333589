import { useState } from 'react';
import type { ApplicationSummary } from '../../../shared/domain/application.ts';
import { searchWords } from '../../../shared/domain/text.ts';
import { type KeyType, tokenState } from '../../../shared/domain/token.ts';
import { t } from '../../../shared/words/words.ts';
import { useDebounced } from '../../program/debounced.ts';
import { useAppliedLook, usePreferences } from '../../program/preferences.ts';
import { CommandPalette } from '../../ui/command-palette.tsx';
import { ToastRegion } from '../../ui/toasts.tsx';
import { useNowSinceOpened } from '../../ui/use-now.ts';
import { copyCurrent } from './current-token.ts';
import { useOffered } from './offered.ts';
import { sectionsOf } from './palette-groups.ts';
import { tokenEntries } from './palette-sections.ts';
import { noteRun, useRecentlyRun } from './recently-run.ts';

/**
 * All of the small window: the current tokens by name. It closes once the token is on the clipboard;
 * if there is a reason why it isn't, the window says so and stays.
 */
export function QuickCopy() {
  useAppliedLook(usePreferences());
  const [query, setQuery] = useState('');
  const now = useNowSinceOpened();
  const used = useRecentlyRun();
  const applications = useOffered('application', searchWords(useDebounced(query)).join(' '));
  const entries = tokenEntries(applications ?? [], 'copying', now, copyAndClose);
  return (
    <>
      <CommandPalette
        isOpen
        onClose={close}
        onQuery={setQuery}
        onRun={noteRun}
        label={t('palette.copy')}
        sections={sectionsOf(entries, query, used)}
        isAlone
      />
      <ToastRegion />
    </>
  );
}

function close(): void {
  window.close();
}

async function copyAndClose(application: ApplicationSummary, keyType: KeyType): Promise<void> {
  const keys = await window.latchkey.call('keys:get', { applicationId: application.id, keyType });
  const token = keys.ok ? keys.value.token : null;
  if (token !== null && tokenState(token, Date.now()) === 'active') {
    const copied = await window.latchkey.call('secret:copy', {
      kind: 'access-token',
      id: token.id,
    });
    if (copied.ok) {
      close();
      return;
    }
  }
  await copyCurrent(application, keyType);
}

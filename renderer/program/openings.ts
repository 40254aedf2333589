import { useEffect } from 'react';
import type { Opening } from '../../shared/domain/opening.ts';
import { errorText } from '../../shared/words/errors.ts';
import { t } from '../../shared/words/words.ts';
import { showToast } from '../ui/toasts.tsx';
import { runCommand } from './commands.ts';
import { keysTabs, openApplication } from './navigation.ts';

/**
 * Handles requests from outside to show something: an address, a file, or an action of the desktop
 * entry.
 *
 * @param isOpen also those that need an open workspace: its screens answer the commands.
 */
export function useOpenings(isOpen: boolean): void {
  useEffect(() => {
    void takeOpening(isOpen);
    return window.latchkey.on('opening', () => void takeOpening(isOpen));
  }, [isOpen]);
}

async function takeOpening(isOpen: boolean): Promise<void> {
  const taken = await window.latchkey.call('program:take-opening', { isOpen });
  if (taken.ok && taken.value !== null) await show(taken.value);
}

async function show(opening: Opening): Promise<void> {
  switch (opening.kind) {
    case 'application': {
      const found = await window.latchkey.call('application:get', { id: opening.id });
      if (found.ok) openApplication(opening.id);
      else {
        showToast({
          title: t('opening.noApplication'),
          description: t('opening.noApplicationHelp'),
          tone: 'warning',
        });
      }
      return;
    }
    case 'keys':
      openApplication(opening.id, keysTabs[opening.keyType]);
      return;
    case 'expiring':
      runCommand('tokens.expiring');
      return;
    case 'copy-token':
      runCommand('token.copy');
      return;
    case 'problem':
      showToast({
        title: t('opening.noFile'),
        description: errorText(opening.error),
        tone: 'danger',
      });
      return;
  }
}

import type { GatewayFile } from '../../../shared/domain/gateway.ts';
import type { Preferences } from '../../../shared/domain/preferences.ts';
import type { AppError } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useCommand } from '../../program/commands.ts';
import { savePreferences } from '../../program/preferences.ts';
import { callConfirmed } from '../../program/presence.ts';
import { undoLast } from '../../program/undo.ts';
import { showToast } from '../../ui/toasts.tsx';
import { exportFile } from '../gateways/use-export.ts';
import { openGuideHere } from './guide-store.ts';

const key = 'command';

function fail(title: string, error: AppError): void {
  showToast({ key, tone: 'danger', title, description: errorText(error) });
}

function exporting(file: GatewayFile): () => void {
  return () => void exportFile(file, t('palette.saved'));
}

async function backUp(): Promise<void> {
  const made = await callConfirmed('backup:create', {});
  if (!made.ok) fail(t('home.backupFailed'), made.error);
  else {
    showToast({
      key,
      tone: 'success',
      title: t('palette.backedUp'),
      description: made.value.file,
    });
  }
}

async function undo(): Promise<void> {
  if (!(await undoLast())) showToast({ key, title: t('palette.nothingToUndo') });
}

async function openLogs(): Promise<void> {
  const opened = await window.latchkey.call('program:open-logs', {});
  if (!opened.ok) fail(t('help.noLogs'), opened.error);
}

function wearing(theme: Preferences['theme']): () => void {
  return () => void savePreferences({ theme });
}

/** Declared once: a command is registered again when its function changes. */
const run = {
  jwks: exporting('jwks'),
  haproxy: exporting('haproxy'),
  revocations: exporting('revocations'),
  backUp: () => void backUp(),
  undo: () => void undo(),
  system: wearing('system'),
  light: wearing('light'),
  dark: wearing('dark'),
  contrast: wearing('contrast'),
  guide: openGuideHere,
  log: () => void openLogs(),
} as const;

/** The commands that need no page of their own. */
export function useProgramCommands(): void {
  useCommand('gateway.jwks', run.jwks);
  useCommand('gateway.haproxy', run.haproxy);
  useCommand('gateway.revocations', run.revocations);
  useCommand('backup.create', run.backUp);
  useCommand('undo', run.undo);
  useCommand('theme.system', run.system);
  useCommand('theme.light', run.light);
  useCommand('theme.dark', run.dark);
  useCommand('theme.contrast', run.contrast);
  useCommand('help.guide', run.guide);
  useCommand('help.log', run.log);
}

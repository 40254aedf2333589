import { useCallback, useState } from 'react';
import { useCommand } from '../../program/commands.ts';
import { AboutDialog } from './about-dialog.tsx';
import { GuideDialog } from './guide-dialog.tsx';
import { useGuide } from './guide-store.ts';
import { ReportDialog } from './report-dialog.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { useProgramCommands } from './use-program-commands.ts';

type Shown = 'shortcuts' | 'report' | 'about' | null;

/** The guide, which is there before the workspace is open, too: that is when it is needed most. */
export function Guide() {
  const page = useGuide(({ page }) => page);
  return page !== null && <GuideDialog page={page} />;
}

/** The other dialogs of the Help menu, and the commands that work on every page. */
export function Help() {
  const [shown, setShown] = useState<Shown>(null);
  const close = (): void => setShown(null);
  useProgramCommands();
  useCommand(
    'help.shortcuts',
    useCallback(() => setShown('shortcuts'), []),
  );
  useCommand(
    'help.report',
    useCallback(() => setShown('report'), []),
  );
  useCommand(
    'help.about',
    useCallback(() => setShown('about'), []),
  );
  return (
    <>
      {shown === 'shortcuts' && <ShortcutsDialog onClose={close} />}
      {shown === 'report' && <ReportDialog onClose={close} />}
      {shown === 'about' && <AboutDialog onClose={close} />}
    </>
  );
}

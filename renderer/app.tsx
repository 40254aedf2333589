import { lazy, Suspense, useEffect } from 'react';
import { Diagnosis } from './features/help/diagnosis-dialog.tsx';
import { openGuideAtEntrance, openGuideHere } from './features/help/guide-store.ts';
import { Guide } from './features/help/help.tsx';
import { useTryAgain } from './features/workspace/file-trouble.tsx';
import { Gate } from './features/workspace/gate.tsx';
import { useChannel } from './program/calls.ts';
import { useOpenings } from './program/openings.ts';
import { useAppliedLook, usePreferences } from './program/preferences.ts';
import { HelpContext } from './ui/help-link.tsx';
import { ToastRegion } from './ui/toasts.tsx';

/** Most of the page's code, which the screens before it don't wait for. */
const loadWorkbench = () => import('./workbench.tsx');
const Workbench = lazy(async () => ({ default: (await loadWorkbench()).Workbench }));

/** The screens before the workspace is open, and the workspace after that. */
export function App() {
  useAppliedLook(usePreferences());
  const info = useChannel('program:info', {}).data;
  const workspace = useChannel('workspace:state', {}).data;
  useLookOnFocus();
  useOpenings(false);
  useWorkbenchSoon(workspace !== undefined);
  if (info === undefined || workspace === undefined) return null;
  return (
    <HelpContext value={workspace.phase === 'open' ? openGuideHere : openGuideAtEntrance}>
      <Gate workspace={workspace}>
        <Suspense>
          <Workbench info={info} workspace={workspace} />
        </Suspense>
      </Gate>
      <Guide />
      <Diagnosis />
      <ToastRegion />
    </HelpContext>
  );
}

/** Loads the workbench once the first screen is drawn: it is there before anybody has signed in. */
function useWorkbenchSoon(isDrawn: boolean): void {
  useEffect(() => {
    if (!isDrawn) return undefined;
    const soon = requestIdleCallback(() => void loadWorkbench());
    return () => cancelIdleCallback(soon);
  }, [isDrawn]);
}

/** While the window was in the background, the file may have been moved or its drive plugged in. */
function useLookOnFocus(): void {
  const look = useTryAgain();
  useEffect(() => {
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  });
}

import { useEffect } from 'react';
import type { Preferences } from '../shared/domain/preferences.ts';
import type { ProgramInfo } from '../shared/domain/program.ts';
import type { WorkspaceState } from '../shared/domain/workspace.ts';
import { t } from '../shared/words/words.ts';
import { keepReview } from './features/apis/import-store.ts';
import { DecryptDialog } from './features/export/decrypt-dialog.tsx';
import { InspectDialog } from './features/inspect/inspect-dialog.tsx';
import { Palette } from './features/palette/palette.tsx';
import { useTryAgain } from './features/workspace/file-trouble.tsx';
import { Gate } from './features/workspace/gate.tsx';
import { PresenceDialog } from './features/workspace/presence-dialog.tsx';
import { ReadOnlyNotice } from './features/workspace/read-only-notice.tsx';
import { RecoveryReminder } from './features/workspace/recovery-reminder.tsx';
import { WorkspaceLine } from './features/workspace/workspace-line.tsx';
import { useChannel } from './program/calls.ts';
import { useCommand } from './program/commands.ts';
import { beginDrafts, lockWorkspace } from './program/drafts.ts';
import { goTo, pages, usePlace } from './program/navigation.ts';
import { useOpenings } from './program/openings.ts';
import { useAppliedLook, usePreferences } from './program/preferences.ts';
import { screens } from './screens.ts';
import { Notice } from './ui/notice.tsx';
import { type PaneSizes, Panes } from './ui/panes.tsx';
import { Sidebar } from './ui/sidebar.tsx';
import { ToastRegion } from './ui/toasts.tsx';

const navigation = pages.map((id) => ({
  id,
  label: t(`frame.pages.${id}`),
  icon: screens[id].icon,
}));

const goToApplications = (): void => goTo('applications');
const goToApis = (): void => goTo('apis');
const goToTokens = (): void => goTo('tokens');
const goToGateways = (): void => goTo('gateways');
const goToSigningKeys = (): void => goTo('signing-keys');
const goToActivity = (): void => goTo('activity');
const goToSettings = (): void => goTo('settings');

function usePageCommands(): void {
  useCommand('go.applications', goToApplications);
  useCommand('go.apis', goToApis);
  useCommand('go.tokens', goToTokens);
  useCommand('go.gateways', goToGateways);
  useCommand('go.signing-keys', goToSigningKeys);
  useCommand('go.activity', goToActivity);
  useCommand('go.settings', goToSettings);
  useCommand('lock', lockWorkspace);
}

function rememberSizes({ sidebar, list }: PaneSizes): void {
  void window.latchkey.call('preferences:set', { sidebarWidth: sidebar, listWidth: list });
}

/** The screens before the workspace is open, and the workspace after that. */
export function App() {
  const preferences = usePreferences();
  useAppliedLook(preferences);
  const info = useChannel('program:info', {}).data;
  const workspace = useChannel('workspace:state', {}).data;
  useLookOnFocus();
  useOpenings(workspace?.phase === 'open');
  useKept(workspace?.phase === 'open' ? workspace.file : null);
  if (info === undefined || workspace === undefined) return null;
  return (
    <>
      <Gate workspace={workspace}>
        <Frame info={info} workspace={workspace} preferences={preferences} />
        <Palette />
        <DecryptDialog />
        <InspectDialog />
        <PresenceDialog />
      </Gate>
      <ToastRegion />
    </>
  );
}

/** While the window was in the background, the file may have been moved or its drive plugged in. */
function useLookOnFocus(): void {
  const look = useTryAgain();
  useEffect(() => {
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  });
}

/** Restores what was typed into the current workspace before a lock. */
function useKept(file: string | null): void {
  useEffect(() => {
    if (file === null) return undefined;
    beginDrafts(file);
    return keepReview();
  }, [file]);
}

type FrameProps = Readonly<{
  info: ProgramInfo;
  workspace: WorkspaceState;
  preferences: Preferences;
}>;

/** The frame around every page: navigation, list, detail. */
function Frame({ info, workspace, preferences }: FrameProps) {
  usePageCommands();
  const page = usePlace((place) => place.page);
  const { List, Detail } = screens[page];
  return (
    <Panes
      sidebarLabel={t('frame.navigation')}
      sidebar={
        <Sidebar
          items={navigation}
          current={page}
          onNavigate={goTo}
          footer={
            <>
              {info.trial && <TrialNotice />}
              {workspace.readOnly !== null && <ReadOnlyNotice why={workspace.readOnly} />}
              {workspace.isDiskFull && (
                <Notice tone="warning" title={t('workspaceFile.full.title')} isFolded>
                  {t('workspaceFile.full.text')}
                </Notice>
              )}
              {workspace.readOnly === null && !workspace.recoveryCodeKept && <RecoveryReminder />}
              <WorkspaceLine workspace={workspace} platform={info.platform} />
            </>
          }
        />
      }
      {...(List !== undefined && { list: <List /> })}
      detail={<Detail />}
      sizes={{ sidebar: preferences.sidebarWidth, list: preferences.listWidth }}
      onSizesChange={rememberSizes}
    />
  );
}

/** Collapsed to one line: at 900 by 600 the text would take a third of the sidebar. */
function TrialNotice() {
  return (
    <Notice tone="warning" title={t('frame.trialTitle')} isFolded>
      {t('frame.trialText')}
    </Notice>
  );
}

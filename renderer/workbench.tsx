import { Lock } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { shortcutOf } from '../shared/commands.ts';
import type { ProgramInfo } from '../shared/domain/program.ts';
import type { WorkspaceState } from '../shared/domain/workspace.ts';
import { t } from '../shared/words/words.ts';
import { keepReview } from './features/apis/import-store.ts';
import { BulkDialogs } from './features/bulk/bulk-dialogs.tsx';
import { openBulk } from './features/bulk/bulk-store.ts';
import { DecryptDialog } from './features/export/decrypt-dialog.tsx';
import { Help } from './features/help/help.tsx';
import { useAttentionCount } from './features/home/use-attention.ts';
import { InspectDialog } from './features/inspect/inspect-dialog.tsx';
import { ReminderNotices } from './features/keys/reminder-notices.tsx';
import { Palette } from './features/palette/palette.tsx';
import { TakeoverDialog } from './features/takeover/takeover-dialog.tsx';
import { Brand } from './features/workspace/brand.tsx';
import { CommandQuestionDialog } from './features/workspace/command-question.tsx';
import { PresenceDialog } from './features/workspace/presence-dialog.tsx';
import { ReadOnlyNotice } from './features/workspace/read-only-notice.tsx';
import { NewCode, RecoveryReminder } from './features/workspace/recovery-reminder.tsx';
import { formatShortcut } from './format/shortcut.ts';
import { useChannel } from './program/calls.ts';
import { runCommand, useCommand } from './program/commands.ts';
import { beginDrafts, lockWorkspace } from './program/drafts.ts';
import { goTo, type Page, pages, usePlace } from './program/navigation.ts';
import { useOpenings } from './program/openings.ts';
import { useCurrentPolicy } from './program/policy.ts';
import { usePreferences } from './program/preferences.ts';
import { screens } from './screens.ts';
import { Notice } from './ui/notice.tsx';
import { type PaneSizes, Panes } from './ui/panes.tsx';
import { Sidebar } from './ui/sidebar.tsx';
import { SidebarFoot } from './ui/sidebar-foot.tsx';

/** One function per page: a command is registered again when its function changes. */
const goes = Object.fromEntries(pages.map((page) => [page, () => goTo(page)])) as Readonly<
  Record<Page, () => void>
>;

const regenerateExpiring = (): void => openBulk({ what: 'expiring' });
const showBulkIssues = (): void => openBulk({ what: 'history' });

function usePageCommands(): void {
  useCommand('go.home', goes.home);
  useCommand('go.applications', goes.applications);
  useCommand('go.apis', goes.apis);
  useCommand('go.tokens', goes.tokens);
  useCommand('go.gateways', goes.gateways);
  useCommand('go.signing-keys', goes['signing-keys']);
  useCommand('go.activity', goes.activity);
  useCommand('go.business-plans', goes['business-plans']);
  useCommand('go.bin', goes.bin);
  useCommand('go.settings', goes.settings);
  useCommand('bulk.expiring', regenerateExpiring);
  useCommand('bulk.history', showBulkIssues);
  useCommand('lock', lockWorkspace);
}

function rememberSizes({ sidebar, list }: PaneSizes): void {
  void window.latchkey.call('preferences:set', { sidebarWidth: sidebar, listWidth: list });
}

type WorkbenchProps = Readonly<{ info: ProgramInfo; workspace: WorkspaceState }>;

/** The open workspace: its pages in their frame, and the dialogs that any page can open. */
export function Workbench({ info, workspace }: WorkbenchProps) {
  useKept(workspace.file);
  useCurrentPolicy();
  useOpenings(true);
  return (
    <>
      <Frame info={info} workspace={workspace} />
      <Help />
      <Palette />
      <DecryptDialog />
      <TakeoverDialog />
      <InspectDialog />
      <BulkDialogs />
      <PresenceDialog />
      <CommandQuestionDialog />
      <ReminderNotices />
      <NewCode />
    </>
  );
}

/** Restores what was typed into the current workspace before a lock. */
function useKept(file: string): void {
  useEffect(() => {
    beginDrafts(file);
    return keepReview();
  }, [file]);
}

/** The frame around every page: navigation, list, detail. */
function Frame({ info, workspace }: WorkbenchProps) {
  usePageCommands();
  const preferences = usePreferences();
  const { List, Detail } = screens[usePlace((place) => place.page)];
  return (
    <Panes
      sidebarLabel={t('frame.navigation')}
      sidebar={<Navigation info={info} workspace={workspace} />}
      {...(List !== undefined && { list: <List /> })}
      detail={<Detail />}
      sizes={{ sidebar: preferences.sidebarWidth, list: preferences.listWidth }}
      onSizesChange={rememberSizes}
    />
  );
}

/** What lasts and concerns the whole workspace. */
function noticesOf({ trial }: ProgramInfo, workspace: WorkspaceState): readonly ReactNode[] {
  const { readOnly, isDiskFull, recoveryCodeKept } = workspace;
  return [
    trial && <TrialNotice key="trial" />,
    readOnly !== null && <ReadOnlyNotice key="read-only" why={readOnly} />,
    isDiskFull && (
      <Notice key="full" tone="warning" title={t('workspaceFile.full.title')} isFolded>
        {t('workspaceFile.full.text')}
      </Notice>
    ),
    readOnly === null && !recoveryCodeKept && <RecoveryReminder key="code" />,
  ];
}

/** Pages that stand below a line: less than daily. */
const firstOfGroup: Page = 'business-plans';

/** A component of its own: its counts change each minute, and the page beside it doesn't. */
function Navigation({ info, workspace }: WorkbenchProps) {
  const page = usePlace((place) => place.page);
  return (
    <Sidebar
      items={useCountedPages()}
      current={page}
      onNavigate={goTo}
      head={<Brand name={workspace.name} owner={workspace.owner} />}
      footer={
        <SidebarFoot
          noticesLabel={t('frame.notices')}
          notices={noticesOf(info, workspace)}
          action={{
            label: t('frame.lock'),
            icon: Lock,
            shortcut: formatShortcut(shortcutOf('lock'), info.platform),
            onPress: () => runCommand('lock'),
          }}
        />
      }
    />
  );
}

/** The pages, with how many there are of each. */
function useCountedPages() {
  const applications = useChannel('application:count', {}).data;
  const apis = useChannel('api:count', {}).data;
  const attention = useAttentionCount();
  const counts: Partial<Record<Page, number | undefined>> = {
    home: attention,
    applications,
    apis,
  };
  return pages.map((id) => {
    const count = counts[id] ?? 0;
    const shown = { text: t('timeLeft.figure', { count }), isAmber: id === 'home' };
    return {
      id,
      label: t(`frame.pages.${id}`),
      icon: screens[id].icon,
      beginsGroup: id === firstOfGroup,
      count: count > 0 ? shown : undefined,
    };
  });
}

/** Collapsed to one line: at 900 by 600 the text would take a third of the sidebar. */
function TrialNotice() {
  return (
    <Notice tone="warning" title={t('frame.trialTitle')} isFolded>
      {t('frame.trialText')}
    </Notice>
  );
}

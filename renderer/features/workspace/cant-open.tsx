import { useState } from 'react';
import type { WorkspaceState } from '../../../shared/domain/workspace.ts';
import type { AppError } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { Moment } from '../../format/moment.tsx';
import { Button } from '../../ui/button.tsx';
import { ButtonRow } from '../../ui/form-layout.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Damaged } from './damaged.tsx';
import { Entrance } from './entrance.tsx';
import { useTryAgain } from './file-trouble.tsx';
import { OtherWorkspaces } from './other-workspaces.tsx';
import { RestoreEntry } from './restore-entry.tsx';
import { WorkspaceNotices } from './workspace-notices.tsx';

type CantOpenProps = Readonly<{ workspace: WorkspaceState; problem: AppError }>;

/** What is wrong; anything else is shown as the text of its error. */
const matters: Readonly<Partial<Record<AppError['code'], 'missing' | 'empty' | 'keys'>>> = {
  'workspace/missing': 'missing',
  'database/empty': 'empty',
  'workspace/keys-missing': 'keys',
};

const wayOut = {
  missing: 'workspaceFile.chooseFile',
  empty: 'workspaceFile.chooseFile',
  keys: 'workspaceFile.chooseKeys',
  other: 'workspaceFile.chooseFile',
} as const;

/** The screen for a workspace file that can't be opened: which one, since when, what to do. */
export function CantOpen({ workspace, problem }: CantOpenProps) {
  const [error, setError] = useState<AppError | null>(null);
  const tryAgain = useTryAgain();
  const matter = matters[problem.code] ?? 'other';
  const isDamaged = problem.code === 'database/damaged';
  const title = t(`workspaceFile.${matter}.title`, { name: workspace.name });
  const text = matter === 'other' ? null : t(`workspaceFile.${matter}.text`);
  const openedAt = problem.detail?.['openedAt'];
  // What was opened here before is a workspace, and its beginning may be damaged.
  const isUnknown = problem.code === 'database/not-ours' && problem.detail?.['what'] === 'file';
  const isKnown = typeof openedAt === 'number' && (matter === 'keys' || isUnknown);

  async function choose(): Promise<void> {
    const chosen = await window.latchkey.call('workspace:choose', {});
    setError(chosen.ok ? null : chosen.error);
  }

  return (
    <Entrance title={title} text={text} file={workspace.file}>
      {isDamaged && <Damaged workspace={workspace} problem={problem} />}
      {text === null && !isDamaged && <Notice tone="danger" title={errorText(problem)} />}
      {typeof openedAt === 'number' && (
        <p>
          {t('workspaceFile.lastOpened')} <Moment at={openedAt} />
        </p>
      )}
      {error !== null && <Notice tone="danger" title={errorText(error)} />}
      <WorkspaceNotices workspace={workspace} />
      <ButtonRow>
        <Button variant={isDamaged ? 'default' : 'primary'} onPress={() => void choose()}>
          {t(wayOut[matter])}
        </Button>
        <Button onPress={tryAgain}>{t('workspaceFile.tryAgain')}</Button>
      </ButtonRow>
      {!isDamaged && <RestoreEntry salvages={isKnown ? workspace : null} />}
      <OtherWorkspaces workspace={workspace} />
    </Entrance>
  );
}

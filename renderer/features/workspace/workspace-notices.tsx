import { useState } from 'react';
import type { WorkspaceNotice, WorkspaceState } from '../../../shared/domain/workspace.ts';
import type { AppError } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { Notice } from '../../ui/notice.tsx';

type WorkspaceNoticesProps = Readonly<{ workspace: Pick<WorkspaceState, 'notices'> }>;

/** Notices about files that were set aside, until a person dismisses them. */
export function WorkspaceNotices({ workspace }: WorkspaceNoticesProps) {
  return workspace.notices.map((notice) => <OneNotice key={notice.file} notice={notice} />);
}

function OneNotice({ notice }: Readonly<{ notice: WorkspaceNotice }>) {
  const { kind, file } = notice;
  const [error, setError] = useState<AppError | null>(null);
  const name = file.replace(/^.*[\\/]/, '');
  const isSaved = kind === 'state-saved';

  async function open(): Promise<void> {
    const gone = await window.latchkey.call('workspace:switch', { file });
    setError(gone.ok ? null : gone.error);
  }

  async function dismiss(): Promise<void> {
    const done = await window.latchkey.call('workspace:dismiss-notice', { file });
    setError(done.ok ? null : done.error);
  }

  return (
    <Notice
      tone="warning"
      title={isSaved ? t('workspaceFile.saved.title') : t('workspaceFile.wal.title')}
      action={
        file.endsWith('.latchkey')
          ? { label: t('workspaceFile.openIt'), onPress: () => void open() }
          : undefined
      }
      onDismiss={() => void dismiss()}
    >
      <span title={file}>
        {isSaved ? t('workspaceFile.saved.text', { name }) : t('workspaceFile.wal.text', { name })}
      </span>
      {error !== null && <div>{errorText(error)}</div>}
    </Notice>
  );
}

import { useState } from 'react';
import type { WorkspaceContents, WorkspaceState } from '../../../shared/domain/workspace.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import { errorText, fieldError } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction, useChannel } from '../../program/calls.ts';
import { JobStatus } from '../../program/job-status.tsx';
import { Button } from '../../ui/button.tsx';
import { ButtonRow, FormLayout } from '../../ui/form-layout.tsx';
import { KeyValue } from '../../ui/key-value.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { DeleteWorkspaceDialog } from '../workspace/delete-workspace-dialog.tsx';

/** The open workspace's file: its name, location, copies and deletion. */
export function WorkspaceSettings() {
  const workspace = useChannel('workspace:state', {}).data;
  if (workspace === undefined) return null;
  return (
    <Section title={t('workspaceFile.sectionTitle')}>
      <RenameForm key={workspace.file} workspace={workspace} />
      <FileActions workspace={workspace} />
    </Section>
  );
}

type WorkspaceProps = Readonly<{ workspace: WorkspaceState }>;

function RenameForm({ workspace }: WorkspaceProps) {
  const [name, setName] = useState(workspace.name);
  const [error, setError] = useState<AppError | null>(null);
  const rename = useAction('workspace:rename');

  async function submit(): Promise<void> {
    if (name === workspace.name) return;
    const renamed = await rename.run({ name });
    setError(renamed.ok ? null : renamed.error);
    if (renamed.ok) showToast({ title: t('workspaceFile.renamed', { name }), tone: 'success' });
  }

  return (
    <FormLayout
      label={t('workspaceFile.rename')}
      onSubmit={() => void submit()}
      actions={
        <Button
          action="workspaceFile.rename"
          type="submit"
          isPending={rename.pending}
          disabledReason={name === workspace.name ? t('workspaceFile.unchanged') : undefined}
        >
          {t('workspaceFile.rename')}
        </Button>
      }
    >
      <TextField
        label={t('workspaceFile.name')}
        description={t('workspaceFile.nameHelp')}
        value={name}
        onChange={(typed) => {
          setName(typed);
          setError(null);
        }}
        errorMessage={fieldError(error, 'name')}
      />
      {error !== null && error.field !== 'name' && (
        <Notice tone="danger" title={errorText(error)} />
      )}
    </FormLayout>
  );
}

function FileActions({ workspace }: WorkspaceProps) {
  const [error, setError] = useState<AppError | null>(null);
  const [contents, setContents] = useState<WorkspaceContents | null>(null);
  const move = useAction('workspace:move');
  const copy = useAction('workspace:save-copy');

  function heard<T>(result: Result<T, AppError>): T | null {
    setError(result.ok ? null : result.error);
    return result.ok ? result.value : null;
  }

  async function moveIt(): Promise<void> {
    const moved = heard(await move.run({}));
    if (moved !== null)
      showToast({ title: t('workspaceFile.moved'), description: moved.file, tone: 'success' });
  }

  async function copyIt(): Promise<void> {
    const saved = heard(await copy.run({}));
    if (saved === null) return;
    showToast({
      title: t('workspaceFile.copied'),
      description: t('workspaceFile.copiedText'),
      tone: 'success',
    });
  }

  async function askToDelete(): Promise<void> {
    setContents(heard(await window.latchkey.call('workspace:contents', {})));
  }

  return (
    <FormLayout>
      <KeyValue
        items={[{ label: t('workspaceFile.location'), value: workspace.file, isMono: true }]}
      />
      <JobStatus kind="workspace-copy" label={t('workspaceFile.copying')} />
      {error !== null && error.code !== 'call/cancelled' && (
        <Notice tone="danger" title={errorText(error)} />
      )}
      <ButtonRow>
        <Button action="workspaceFile.move" isPending={move.pending} onPress={() => void moveIt()}>
          {t('workspaceFile.move')}
        </Button>
        <Button action="workspaceFile.copy" isPending={copy.pending} onPress={() => void copyIt()}>
          {t('workspaceFile.copy')}
        </Button>
        <Button action="workspaceFile.delete" variant="quiet" onPress={() => void askToDelete()}>
          {t('workspaceFile.delete')}
        </Button>
      </ButtonRow>
      {contents !== null && (
        <DeleteWorkspaceDialog
          name={workspace.name}
          contents={contents}
          onClose={() => setContents(null)}
        />
      )}
    </FormLayout>
  );
}

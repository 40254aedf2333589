import { useState } from 'react';
import type { SignInTyped as How, WorkspaceState } from '../../../shared/domain/workspace.ts';
import type { AppError } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction } from '../../program/calls.ts';
import { Button } from '../../ui/button.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { Notice } from '../../ui/notice.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { takeTurns } from '../../ui/turns.ts';
import { Damaged } from './damaged.tsx';
import { Entrance } from './entrance.tsx';
import { KnownPassphrase } from './known-passphrase.tsx';
import { OtherWorkspaces } from './other-workspaces.tsx';
import { RestoreEntry } from './restore-entry.tsx';
import { WorkspaceNotices } from './workspace-notices.tsx';

type SignInProps = Readonly<{ workspace: WorkspaceState }>;

/** Opens a locked workspace by passphrase, recovery code or keyring. */
export function SignIn({ workspace }: SignInProps) {
  const [byCode, setByCode] = useState(false);
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<AppError | null>(null);
  const [takeTurn] = useState(takeTurns);
  const signIn = useAction('workspace:sign-in');

  async function enter(how: How): Promise<void> {
    const isStillAsked = takeTurn();
    const entered = await signIn.run(how);
    if (!entered.ok) {
      // A wrong passphrase is no fault of the code that is typed by now.
      if (isStillAsked()) setError(entered.error);
    } else if (how.with === 'recovery-code') showToast({ title: t('workspace.afterCode') });
  }

  function submit(): void {
    void enter(
      byCode ? { with: 'recovery-code', code: typed } : { with: 'passphrase', passphrase: typed },
    );
  }

  const isDamaged = error?.code === 'database/damaged';
  const isField = error?.field !== undefined || error?.code === 'workspace/wait';
  return (
    <Entrance
      title={t('workspace.signInTitle', { name: workspace.name })}
      text={null}
      file={workspace.file}
    >
      <WorkspaceNotices workspace={workspace} />
      {isDamaged && <Damaged workspace={workspace} problem={error} />}
      {error !== null && !isField && !isDamaged && (
        <Notice tone="danger" title={errorText(error)} />
      )}
      <FormLayout
        label={t('workspace.signIn')}
        onSubmit={submit}
        actions={
          <>
            <Button
              variant={isDamaged ? 'default' : 'primary'}
              type="submit"
              isPending={signIn.pending}
            >
              {t('workspace.signIn')}
            </Button>
            {workspace.keyring.enabled && (
              <Button
                isPending={signIn.pending}
                disabledReason={workspace.keyring.available ? undefined : t('workspace.noKeyring')}
                onPress={() => void enter({ with: 'keyring' })}
              >
                {t('workspace.unlockByKeyring')}
              </Button>
            )}
            <Button
              variant="quiet"
              onPress={() => {
                takeTurn();
                setByCode(!byCode);
                setTyped('');
                setError(null);
              }}
            >
              {byCode ? t('workspace.goByPassphrase') : t('workspace.goByCode')}
            </Button>
          </>
        }
      >
        <KnownPassphrase
          key={byCode ? 'code' : 'passphrase'}
          label={byCode ? t('workspace.code') : t('workspace.passphrase')}
          value={typed}
          onChange={setTyped}
          error={isField ? error : null}
        />
      </FormLayout>
      {!isDamaged && <RestoreEntry />}
      <OtherWorkspaces workspace={workspace} />
    </Entrance>
  );
}

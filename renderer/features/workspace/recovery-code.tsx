import { useState } from 'react';
import type { WorkspaceState } from '../../../shared/domain/workspace.ts';
import type { AppError } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction } from '../../program/calls.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonRow, FormLayout } from '../../ui/form-layout.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useNow } from '../../ui/use-now.ts';
import css from './entrance.module.css';
import { Entrance } from './entrance.tsx';
import { recoveryCodeKept } from './workspace-store.ts';

type RecoveryCodeProps = Readonly<{ code: string; workspace: WorkspaceState }>;

/** Shown once, and closed only by someone who confirms having it. */
export function RecoveryCode({ code, workspace }: RecoveryCodeProps) {
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const [savedAs, setSavedAs] = useState<string | null>(null);
  const save = useAction('workspace:save-recovery-kit');

  async function confirm(): Promise<void> {
    const isRight = typed.trim().toUpperCase() === code.split('-').at(-1);
    setWrong(!isRight);
    if (!isRight) return;
    // If this fails, the reminder stays, so there is no need to block the person here.
    await window.latchkey.call('workspace:keep-recovery-code', {});
    recoveryCodeKept();
  }

  async function saveKit(): Promise<void> {
    const saved = await save.run({ code });
    setError(saved.ok ? null : saved.error);
    if (saved.ok && saved.value !== null) setSavedAs(saved.value.file);
  }

  return (
    <Entrance title={t('workspace.codeTitle')} text={t('workspace.codeText')}>
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- no element means "group" here */}
      <div role="group" aria-label={t('workspace.code')} className={css['code']}>
        {code}
      </div>
      <ButtonRow>
        <Button isPending={save.pending} onPress={() => void saveKit()}>
          {t('workspaceFile.kitSave')}
        </Button>
        <Button onPress={() => window.print()}>{t('workspaceFile.kitPrint')}</Button>
      </ButtonRow>
      {error !== null && <Notice tone="danger" title={errorText(error)} />}
      {savedAs !== null && (
        <Notice tone="success" title={t('workspaceFile.kitSaved')}>
          {t('workspaceFile.kitSavedText')} <bdi dir="ltr">{savedAs}</bdi>
        </Notice>
      )}
      <FormLayout
        label={t('workspace.codeTitle')}
        onSubmit={() => void confirm()}
        actions={
          <Button variant="primary" type="submit">
            {t('workspace.codeDone')}
          </Button>
        }
      >
        <TextField
          label={t('workspace.codeConfirm')}
          isMono
          isShort
          autoFocus
          value={typed}
          onChange={setTyped}
          errorMessage={isWrong ? t('workspace.codeConfirmError') : undefined}
        />
      </FormLayout>
      <PrintedKit code={code} workspace={workspace} />
    </Entrance>
  );
}

/** The same as the saved page, only for printing. */
function PrintedKit({ code, workspace }: RecoveryCodeProps) {
  const now = useNow(60_000);
  const facts = [
    [t('recoveryKit.code'), code],
    [t('recoveryKit.workspace'), workspace.name],
    [t('recoveryKit.owner'), workspace.owner],
    [t('recoveryKit.file'), workspace.file],
    [t('recoveryKit.date'), new Date(now).toISOString().slice(0, 10)],
  ] as const;
  return (
    <section className={css['paper']} aria-hidden>
      <h2>{t('recoveryKit.title', { name: workspace.name })}</h2>
      <p>{t('recoveryKit.intro')}</p>
      <dl>
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h3>{t('recoveryKit.howTitle')}</h3>
      <ol>
        {(['1', '2', '3'] as const).map((step) => (
          <li key={step}>{t(`recoveryKit.how.${step}`)}</li>
        ))}
      </ol>
      <p>{t('recoveryKit.keep')}</p>
    </section>
  );
}

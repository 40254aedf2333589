import { useState } from 'react';
import type { MergeReport } from '../../../shared/domain/merge.ts';
import type { AppError } from '../../../shared/errors.ts';
import { t, tFrom } from '../../../shared/words/words.ts';
import { useAction } from '../../program/calls.ts';
import { JobStatus } from '../../program/job-status.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ButtonRow, FormLayout } from '../../ui/form-layout.tsx';
import { KeyValue } from '../../ui/key-value.tsx';
import { Notice } from '../../ui/notice.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { takeTurns } from '../../ui/turns.ts';
import css from './entrance.module.css';
import { FilePassphrase } from './known-passphrase.tsx';

/** Chooses another copy of the open workspace, says what it would change, and merges it. */
export function MergeDialog({ onClose }: Readonly<{ onClose: () => void }>) {
  const [file, setFile] = useState<string | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [report, setReport] = useState<MergeReport | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  /** An answer about another file or passphrase than those that are chosen now is no answer. */
  const [takeTurn] = useState(takeTurns);
  const preview = useAction('merge:preview');
  const merge = useAction('merge:run');

  async function choose(): Promise<void> {
    const answer = await window.latchkey.call('merge:choose', {});
    if (!answer.ok) setError(answer.error);
    else if (answer.value !== null) {
      takeTurn();
      setFile(answer.value.file);
      setReport(null);
      setError(null);
    }
  }

  async function submit(): Promise<void> {
    if (file === null) return;
    const isStillAsked = takeTurn();
    const answer = await (report === null ? preview : merge).run({ passphrase });
    if (report === null && !isStillAsked()) return;
    const isCancelled = !answer.ok && answer.error.code === 'call/cancelled';
    setError(answer.ok || isCancelled ? null : answer.error);
    if (!answer.ok) return;
    if (report === null) {
      setReport(answer.value);
      return;
    }
    showToast({ title: t('merge.done'), tone: 'success' });
    merge.ifHere(onClose);
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('merge.title')}
      onSubmit={() => void submit()}
      footer={
        <>
          <Button onPress={onClose}>{t('workspace.cancel')}</Button>
          <Button
            variant="primary"
            type="submit"
            isPending={preview.pending || merge.pending}
            disabledReason={file === null ? t('merge.chooseFirst') : undefined}
          >
            {report === null ? t('merge.preview') : t('merge.submit')}
          </Button>
        </>
      }
    >
      <FormLayout>
        <p>{t('merge.text')}</p>
        <ButtonRow>
          <Button onPress={() => void choose()}>{t('merge.choose')}</Button>
        </ButtonRow>
        {file !== null && <p dir="auto">{file}</p>}
        <FilePassphrase
          label={t('merge.passphrase')}
          value={passphrase}
          onChange={(typed) => {
            takeTurn();
            setPassphrase(typed);
            setReport(null);
          }}
          error={error}
        />
        {report !== null && <Preview report={report} />}
        {preview.pending && <JobStatus kind="merge-preview" label={t('merge.comparing')} />}
        {merge.pending && <JobStatus kind="merge" label={t('merge.merging')} />}
      </FormLayout>
    </Dialog>
  );
}

const parts = ['applications', 'apis', 'tokens', 'revocations', 'entries', 'others'] as const;

function Preview({ report }: Readonly<{ report: MergeReport }>) {
  const { conflicts } = report;
  const changed = parts.filter((part) => report[part].added + report[part].changed > 0);
  if (changed.length === 0) return <Notice tone="success" title={t('merge.same')} />;
  return (
    <>
      <KeyValue
        items={changed.map((part) => ({
          label: t(`merge.parts.${part}`),
          value: t('merge.change', report[part]),
        }))}
      />
      {conflicts.length > 0 && (
        <Notice tone="warning" title={t('merge.conflicts')}>
          <ul className={css['lost']}>
            {conflicts.map(({ kind, what }) => (
              <li key={`${kind} ${what}`}>{tFrom(`merge.conflict.${kind}`, { what })}</li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}

import { FileLock } from 'lucide-react';
import { useState } from 'react';
import { readRecipients } from '../../../shared/domain/age-recipient.ts';
import type { BulkIssueId } from '../../../shared/domain/ids.ts';
import type { AppError } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { JobStatus } from '../../program/job-status.tsx';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { ButtonRow } from '../../ui/form-layout.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextArea } from '../../ui/text-field.tsx';

/** For consumers without Latchkey: a file for each token, which only its recipients can open. */
export function EncryptedFiles({ id }: Readonly<{ id: BulkIssueId }>) {
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<AppError | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);

  async function save(): Promise<void> {
    setDone(null);
    const recipients = readRecipients(typed);
    setError(recipients.ok ? null : recipients.error);
    if (!recipients.ok) return;
    setPending(true);
    const saved = await window.latchkey.call('token:export-each', {
      selection: { of: 'bulk', id },
      recipients: [...recipients.value],
    });
    setPending(false);
    if (!saved.ok) setError(saved.error);
    else if (saved.value !== null) setDone(t('bulk.filesSaved', saved.value));
  }

  const isOfField = error?.field === 'recipients';
  return (
    <Disclosure title={t('bulk.files')}>
      <p>{t('bulk.filesHelp')}</p>
      <TextArea
        label={t('bulk.recipients')}
        description={t('bulk.recipientsHelp')}
        value={typed}
        onChange={setTyped}
        errorMessage={isOfField ? errorText(error) : undefined}
        isMono
      />
      <ButtonRow>
        <Button icon={FileLock} isPending={isPending} onPress={() => void save()}>
          {t('bulk.saveFiles')}
        </Button>
      </ButtonRow>
      {isPending && <JobStatus kind="token-export-each" label={t('bulk.savingFiles')} />}
      {error !== null && !isOfField && <Notice tone="danger">{errorText(error)}</Notice>}
      {done !== null && <Notice tone="success">{done}</Notice>}
    </Disclosure>
  );
}

import { useState } from 'react';
import type { AppError } from '../../../shared/errors.ts';
import { DAY_MS } from '../../../shared/time.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction, useChannel } from '../../program/calls.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Select } from '../../ui/select.tsx';
import { showToast } from '../../ui/toasts.tsx';
import {
  type Choice,
  NewPassphrase,
  noChoice,
  refuseRepeat,
} from '../passphrase/new-passphrase.tsx';

const ages = ['30', '90', '365', '730'] as const;
type Age = (typeof ages)[number];
const options = ages.map((id) => ({ id, label: t(`settings.retention.ages.${id}`) }));

/** Whole days, so that the count stays the same while the dialog is open. */
const before = (age: Age): number =>
  Math.floor(Date.now() / DAY_MS) * DAY_MS - Number(age) * DAY_MS;

/** Deletes what expired long ago from the ledger, after writing it to an encrypted file. */
export function ArchiveDialog({ onClose }: Readonly<{ onClose: () => void }>) {
  const [age, setAge] = useState<Age>('365');
  const [archives, setArchives] = useState(true);
  const [choice, setChoice] = useState<Choice>(noChoice);
  const [error, setError] = useState<AppError | null>(null);
  const { run, pending, ifHere } = useAction('token:purge');
  const filter = { state: 'expired', current: false, expiresBefore: before(age) } as const;
  const found = useChannel('token:count', { ...filter, asker: 'archive' }, { onlyNewest: true })
    .data?.found;
  const count = found ?? 0;
  const nothing = found === undefined ? t('tokens.counting') : t('settings.retention.nothing');

  async function submit(): Promise<void> {
    const refusal = archives ? refuseRepeat(choice) : null;
    setError(refusal);
    if (refusal !== null || count === 0) return;
    const { passphrase, insist } = choice;
    const archive = archives ? { passphrase, insist } : null;
    const purged = await run({ expiredBefore: before(age), archive });
    if (!purged.ok) {
      setError(purged.error);
      return;
    }
    if (purged.value === null) return;
    const { path } = purged.value;
    showToast({
      tone: 'success',
      title: t('settings.retention.deleted', { count: purged.value.count }),
      ...(path !== null && { description: path }),
    });
    ifHere(onClose);
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('settings.retention.archiveTitle')}
      width="small"
      onSubmit={() => void submit()}
      footer={
        <>
          <Button onPress={onClose} autoFocus>
            {t('ui.cancel')}
          </Button>
          <Button
            type="submit"
            variant="danger"
            isPending={pending}
            disabledReason={count === 0 ? nothing : undefined}
          >
            {found === undefined
              ? t('settings.retention.deleteMatches')
              : t('settings.retention.delete', { count })}
          </Button>
        </>
      }
    >
      <FormLayout>
        <Select
          label={t('settings.retention.age')}
          options={options}
          value={age}
          onChange={setAge}
        />
        <Checkbox
          label={t('settings.retention.first')}
          description={t('settings.retention.firstHelp')}
          isSelected={archives}
          onChange={setArchives}
        />
        {archives && (
          <NewPassphrase
            label={t('export.passphrase')}
            choice={choice}
            onChange={setChoice}
            error={error}
            field="archive.passphrase"
          />
        )}
      </FormLayout>
      <p>{t('settings.retention.effect')}</p>
      {error !== null && error.field === undefined && (
        <Notice tone="danger">{errorText(error)}</Notice>
      )}
    </Dialog>
  );
}

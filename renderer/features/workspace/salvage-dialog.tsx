import { useState } from 'react';
import type { Salvaged } from '../../../shared/domain/salvage.ts';
import type { WorkspaceState } from '../../../shared/domain/workspace.ts';
import type { AppError } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { lostText } from '../../../shared/words/lost-text.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction } from '../../program/calls.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { Notice } from '../../ui/notice.tsx';
import { showToast } from '../../ui/toasts.tsx';
import css from './entrance.module.css';
import { KnownPassphrase } from './known-passphrase.tsx';

type SalvageDialogProps = Readonly<{
  workspace: Pick<WorkspaceState, 'name'>;
  onClose: () => void;
}>;

/** Puts what can be read of a damaged workspace into a new one, and says what couldn't. */
export function SalvageDialog({ workspace, onClose }: SalvageDialogProps) {
  const [passphrase, setPassphrase] = useState('');
  const [error, setError] = useState<AppError | null>(null);
  const [salvaged, setSalvaged] = useState<Salvaged | null>(null);
  const salvage = useAction('rescue:salvage');
  const open = useAction('workspace:switch');

  async function submit(): Promise<void> {
    if (salvaged !== null) {
      const opened = await open.run({ file: salvaged.file });
      if (opened.ok) open.ifHere(onClose);
      else setError(opened.error);
      return;
    }
    const done = await salvage.run({ passphrase });
    setError(done.ok ? null : done.error);
    if (done.ok) setSalvaged(done.value);
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('salvage.title', { name: workspace.name })}
      onSubmit={() => void submit()}
      footer={
        <>
          <Button onPress={onClose}>
            {salvaged === null ? t('workspace.cancel') : t('salvage.close')}
          </Button>
          <Button variant="primary" type="submit" isPending={salvage.pending || open.pending}>
            {salvaged === null ? t('salvage.submit') : t('salvage.openNew')}
          </Button>
        </>
      }
    >
      <FormLayout>
        {salvaged === null ? (
          <>
            <p>{t('salvage.text')}</p>
            <KnownPassphrase
              label={t('salvage.passphrase')}
              value={passphrase}
              onChange={setPassphrase}
              error={error?.field === 'passphrase' ? error : null}
            />
          </>
        ) : (
          <Result salvaged={salvaged} />
        )}
        {error !== null && error.field !== 'passphrase' && (
          <Notice tone="danger" title={errorText(error)} />
        )}
      </FormLayout>
    </Dialog>
  );
}

function Result({ salvaged }: Readonly<{ salvaged: Salvaged }>) {
  const { file, damagedPages: pages, readable, salvaged: saved, lost } = salvaged;
  const save = useAction('rescue:save-list');

  async function saveList(): Promise<void> {
    const done = await save.run({});
    if (!done.ok) showToast({ title: errorText(done.error), tone: 'danger' });
    else if (done.value !== null) showToast({ title: t('salvage.listSaved'), tone: 'success' });
  }

  return (
    <>
      <Notice tone="success" title={t('salvage.done')}>
        <p>{t('salvage.saved', { salvaged: saved, readable, pages })}</p>
        <p dir="auto">{t('salvage.savedIn', { file })}</p>
      </Notice>
      {lost.length === 0 ? (
        <p>{t('salvage.nothingLost')}</p>
      ) : (
        <Notice
          tone="warning"
          title={t('salvage.lostTitle')}
          action={{
            label: t('salvage.saveList'),
            onPress: () => void saveList(),
            isPending: save.pending,
          }}
        >
          <ul className={css['lost']}>
            {lost.map((one) => (
              <li key={`${one.kind} ${one.what}`}>{lostText(one)}</li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}

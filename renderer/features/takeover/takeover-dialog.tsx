import { useCallback, useState } from 'react';
import type { ChosenTakeover, TakeoverReview } from '../../../shared/domain/takeover.ts';
import type { AppError } from '../../../shared/errors.ts';
import { errorText, fieldError } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction } from '../../program/calls.ts';
import { useCommand } from '../../program/commands.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FileDropPrompt, FileDropZone } from '../../ui/file-drop-zone.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { hasChanges, TakeoverPreview } from './takeover-preview.tsx';

/** Imports applications and tokens, from anywhere. */
export function TakeoverDialog() {
  const [isOpen, setOpen] = useState(false);
  useCommand(
    'takeover',
    useCallback(() => setOpen(true), []),
  );
  return isOpen && <OpenDialog onClose={() => setOpen(false)} />;
}

/** Chooses a file, says what it would change, and imports it. */
function OpenDialog({ onClose }: Readonly<{ onClose: () => void }>) {
  const [chosen, setChosen] = useState<ChosenTakeover | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [review, setReview] = useState<TakeoverReview | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const preview = useAction('takeover:preview');
  const store = useAction('takeover:run');

  function close(): void {
    void window.latchkey.call('takeover:cancel', {});
    onClose();
  }

  async function look(file: ChosenTakeover, typed: string): Promise<void> {
    const { id, isEncrypted } = file;
    const found = await preview.run({ id, passphrase: isEncrypted ? typed : null });
    setError(found.ok ? null : found.error);
    if (found.ok) setReview(found.value);
    else if (!isEncrypted) setChosen(null);
  }

  async function choose(files?: File[]): Promise<void> {
    const found = await window.latchkey.call('takeover:choose', {}, files);
    setError(found.ok ? null : found.error);
    if (!found.ok || found.value === null) return;
    setChosen(found.value);
    setReview(null);
    if (!found.value.isEncrypted) await look(found.value, '');
  }

  async function submit(): Promise<void> {
    if (chosen === null || preview.pending || store.pending) return;
    if (review === null) {
      await look(chosen, passphrase);
      return;
    }
    const { id, isEncrypted, file } = chosen;
    const stored = await store.run({ id, passphrase: isEncrypted ? passphrase : null });
    setError(stored.ok ? null : stored.error);
    if (!stored.ok) return;
    showToast({ tone: 'success', title: t('takeover.done', { file }) });
    store.ifHere(onClose);
  }

  const atPassphrase = fieldError(error, 'passphrase');
  const isEmpty = review !== null && !hasChanges(review);
  return (
    <Dialog
      isOpen
      onClose={close}
      title={t('takeover.title')}
      onSubmit={() => void submit()}
      footer={
        <>
          <Button onPress={close}>{t('ui.cancel')}</Button>
          <Button
            type="submit"
            variant="primary"
            isPending={preview.pending || store.pending}
            disabledReason={blocked(chosen, isEmpty)}
          >
            {review === null ? t('takeover.preview') : t('takeover.submit')}
          </Button>
        </>
      }
    >
      {error !== null && atPassphrase === undefined && (
        <Notice tone="danger">{errorText(error)}</Notice>
      )}
      {chosen === null ? (
        <FileDropZone label={t('takeover.dropZone')} onFiles={(files) => void choose(files)}>
          <FileDropPrompt
            title={t('takeover.dropTitle')}
            text={t('takeover.dropText')}
            action={<Button onPress={() => void choose()}>{t('takeover.choose')}</Button>}
          />
        </FileDropZone>
      ) : (
        <FormLayout>
          <p dir="auto">{chosen.file}</p>
          {chosen.isEncrypted && review === null && (
            <PasswordField
              label={t('takeover.passphrase')}
              autoComplete="off"
              autoFocus
              isRequired
              value={passphrase}
              onChange={setPassphrase}
              errorMessage={atPassphrase}
            />
          )}
          {review !== null && <TakeoverPreview review={review} file={chosen.file} />}
        </FormLayout>
      )}
    </Dialog>
  );
}

function blocked(chosen: ChosenTakeover | null, isEmpty: boolean): string | undefined {
  if (chosen === null) return t('takeover.chooseFirst');
  return isEmpty ? t('takeover.nothing', { file: chosen.file }) : undefined;
}

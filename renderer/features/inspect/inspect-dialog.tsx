import { useCallback, useState } from 'react';
import type { Inspection } from '../../../shared/domain/inspection.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import { errorText, fieldError } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useCommand } from '../../program/commands.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { FileDropZone } from '../../ui/file-drop-zone.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { Inspected } from './inspected.tsx';

/** Opens from anywhere. Typed text may be somebody's token, so it is discarded on close. */
export function InspectDialog() {
  const [isOpen, setOpen] = useState(false);
  useCommand(
    'token.inspect',
    useCallback(() => setOpen(true), []),
  );
  return isOpen && <Inspector onClose={() => setOpen(false)} />;
}

function Inspector({ onClose }: Readonly<{ onClose: () => void }>) {
  const [text, setText] = useState('');
  const [keys, setKeys] = useState('');
  const [found, setFound] = useState<Inspection | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const withKeys = keys.trim() === '' ? null : keys;

  function show(answer: Result<Inspection | null, AppError>): void {
    setError(answer.ok ? null : answer.error);
    if (!answer.ok) setFound(null);
    else if (answer.value !== null) setFound(answer.value);
  }

  async function inspect(): Promise<void> {
    show(await window.latchkey.call('token:inspect', { text, keys: withKeys }));
  }

  async function inspectFile(files?: File[]): Promise<void> {
    show(await window.latchkey.call('token:inspect-file', { keys: withKeys }, files));
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('inspect.title')}
      width="large"
      onSubmit={() => void inspect()}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.close')}</Button>
          <Button onPress={() => void inspectFile()}>{t('inspect.chooseFile')}</Button>
          <Button type="submit" variant="primary">
            {t('inspect.submit')}
          </Button>
        </>
      }
    >
      <FileDropZone label={t('inspect.drop')} onFiles={(files) => void inspectFile(files)}>
        <FormLayout>
          <TextArea
            label={t('inspect.text')}
            description={t('inspect.textHelp')}
            value={text}
            onChange={setText}
            rows={5}
            isMono
            autoFocus
          />
          <Disclosure title={t('inspect.otherKeys')} isLazy>
            <TextArea
              label={t('inspect.keys')}
              description={t('inspect.keysHelp')}
              value={keys}
              onChange={setKeys}
              errorMessage={fieldError(error, 'keys')}
              rows={4}
              isMono
            />
          </Disclosure>
        </FormLayout>
      </FileDropZone>
      {error !== null && error.field !== 'keys' && (
        <Notice tone="danger">{errorText(error)}</Notice>
      )}
      {found !== null && (
        <Inspected found={found} onLeave={onClose} onChanged={() => void inspect()} />
      )}
    </Dialog>
  );
}

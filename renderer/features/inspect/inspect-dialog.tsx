import { useCallback, useState } from 'react';
import type { Inspection } from '../../../shared/domain/inspection.ts';
import type { TokenSummary } from '../../../shared/domain/token.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, type Result } from '../../../shared/result.ts';
import { errorText, fieldError } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useCommand } from '../../program/commands.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { FileDropZone } from '../../ui/file-drop-zone.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { takeTurns } from '../../ui/turns.ts';
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

/** Their errors are shown at them. */
const fields: ReadonlySet<string | undefined> = new Set(['text', 'keys', 'passphrase']);

function Inspector({ onClose }: Readonly<{ onClose: () => void }>) {
  const [text, setText] = useState('');
  const [keys, setKeys] = useState('');
  const [found, setFound] = useState<Inspection | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const [passphrase, setPassphrase] = useState('');
  /** Dropped ones, to read again with a passphrase. */
  const [files, setFiles] = useState<File[] | null>(null);
  /** A verdict about another text than the one that is there now would be taken for its own. */
  const [takeTurn] = useState(takeTurns);
  const more = {
    keys: keys.trim() === '' ? null : keys,
    ...(passphrase !== '' && { passphrase }),
  };

  const asksPassphrase =
    found?.kind === 'encrypted-key' || passphrase !== '' || error?.field === 'passphrase';

  function show(answer: Result<Inspection | null, AppError>): void {
    setError(answer.ok ? null : answer.error);
    if (!answer.ok) setFound(null);
    else if (answer.value !== null) setFound(answer.value);
  }

  function type(typed: string): void {
    takeTurn();
    setText(typed);
    setFound(null);
    setError(null);
  }

  async function inspect(): Promise<void> {
    if (text.trim() === '' && files !== null) {
      await inspectFile(files);
      return;
    }
    const isStillAsked = takeTurn();
    if (text.trim() === '') {
      show(err(appError('field/required', { field: 'text' })));
      return;
    }
    const answer = await window.latchkey.call('token:inspect', { text, ...more });
    if (isStillAsked()) show(answer);
  }

  async function inspectFile(dropped?: File[]): Promise<void> {
    setFiles(dropped ?? null);
    const isStillAsked = takeTurn();
    const answer = await window.latchkey.call('token:inspect-file', more, dropped);
    if (isStillAsked()) show(answer);
  }

  /** A file isn't kept, so the ledger says what has changed. */
  async function refresh({ id }: TokenSummary): Promise<void> {
    if (text.trim() !== '') {
      await inspect();
      return;
    }
    const isStillAsked = takeTurn();
    const list = await window.latchkey.call('token:list', { search: id, limit: 1 });
    const [token] = list.ok ? list.value.tokens : [];
    if (token === undefined || !isStillAsked()) return;
    const isRevoked = token.revokedAt !== null;
    setFound(
      (before) =>
        before && {
          ...before,
          token,
          valid: before.valid && !isRevoked,
          reasons: isRevoked
            ? [...new Set([...before.reasons, 'revoked' as const])]
            : before.reasons,
        },
    );
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
      <FileDropZone label={t('inspect.drop')} onFiles={(dropped) => void inspectFile(dropped)}>
        <FormLayout isWide>
          <TextArea
            label={t('inspect.text')}
            description={t('inspect.textHelp')}
            value={text}
            onChange={type}
            errorMessage={fieldError(error, 'text')}
            rows={5}
            isMono
            autoFocus
          />
          {asksPassphrase && (
            <PasswordField
              label={t('inspect.passphrase')}
              description={t('inspect.passphraseHelp')}
              value={passphrase}
              onChange={setPassphrase}
              errorMessage={fieldError(error, 'passphrase')}
              autoFocus
            />
          )}
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
      {error !== null && !fields.has(error.field) && (
        <Notice tone="danger">{errorText(error)}</Notice>
      )}
      {found !== null && (
        <Inspected found={found} onLeave={onClose} onChanged={(token) => void refresh(token)} />
      )}
    </Dialog>
  );
}

import { useState } from 'react';
import { t } from '../../../shared/words/words.ts';
import { Button } from '../../ui/button.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { TextField } from '../../ui/text-field.tsx';
import css from './entrance.module.css';
import { Entrance } from './entrance.tsx';
import { recoveryCodeKept } from './workspace-store.ts';

type RecoveryCodeProps = Readonly<{ code: string }>;

/** Shown once, and left only by somebody who has it. */
export function RecoveryCode({ code }: RecoveryCodeProps) {
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);

  function confirm(): void {
    const isRight = typed.trim().toUpperCase() === code.split('-').at(-1);
    setWrong(!isRight);
    if (isRight) recoveryCodeKept();
  }

  return (
    <Entrance title={t('workspace.codeTitle')} text={t('workspace.codeText')}>
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- no element means "group" here */}
      <div role="group" aria-label={t('workspace.code')} className={css['code']}>
        {code}
      </div>
      <FormLayout
        label={t('workspace.codeTitle')}
        onSubmit={confirm}
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
    </Entrance>
  );
}

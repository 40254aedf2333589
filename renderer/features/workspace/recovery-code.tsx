import { useState } from 'react';
import { workspaceStrings as words } from '../../strings/workspace.ts';
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
    <Entrance title={words.codeTitle} text={words.codeText}>
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- no element means "group" here */}
      <div role="group" aria-label={words.code} className={css['code']}>
        {code}
      </div>
      <FormLayout
        label={words.codeTitle}
        onSubmit={confirm}
        actions={
          <Button variant="primary" type="submit">
            {words.codeDone}
          </Button>
        }
      >
        <TextField
          label={words.codeConfirm}
          isMono
          isShort
          autoFocus
          value={typed}
          onChange={setTyped}
          errorMessage={isWrong ? words.codeConfirmError : undefined}
        />
      </FormLayout>
    </Entrance>
  );
}

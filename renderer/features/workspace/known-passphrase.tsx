import { useState } from 'react';
import type { AppError } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { Notice } from '../../ui/notice.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { useNow } from '../../ui/use-now.ts';

type KnownPassphraseProps = Readonly<{
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** What is wrong with it, or null. */
  error: AppError | null;
}>;

/** The field for the current passphrase. After too many wrong ones it counts down the wait. */
export function KnownPassphrase({ label, value, onChange, error }: KnownPassphraseProps) {
  const left = useSecondsLeft(error);
  const isOver = error?.code === 'workspace/wait' && left === 0;
  return (
    <PasswordField
      label={label}
      autoComplete="current-password"
      autoFocus
      value={value}
      onChange={onChange}
      errorMessage={error === null || isOver ? undefined : errorText(error)}
      errorNow={error !== null && left > 0 ? errorText(withSeconds(error, left)) : undefined}
    />
  );
}

/** The same for another file's passphrase: what else went wrong with the file is below the field. */
export function FilePassphrase({ error, ...field }: KnownPassphraseProps) {
  const isOfField = error?.field === 'passphrase';
  return (
    <>
      <KnownPassphrase {...field} error={isOfField ? error : null} />
      {error !== null && !isOfField && <Notice tone="danger" title={errorText(error)} />}
    </>
  );
}

function withSeconds(error: AppError, seconds: number): AppError {
  return { ...error, detail: { ...error.detail, seconds } };
}

/** The remaining wait of an error, in whole seconds. */
function useSecondsLeft(error: AppError | null): number {
  const now = useNow();
  const [since, setSince] = useState({ error, now });
  if (since.error !== error) setSince({ error, now });
  const seconds = error?.code === 'workspace/wait' ? Number(error.detail?.['seconds'] ?? 0) : 0;
  // The page's clock doesn't move between two ticks: the current second counts in full.
  const passed = Math.max(0, (now - since.now) / 1000 - 1);
  return Math.max(0, Math.ceil(seconds - passed));
}

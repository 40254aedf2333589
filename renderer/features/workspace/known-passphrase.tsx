import { useState } from 'react';
import type { AppError } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { PasswordField } from '../../ui/password-field.tsx';
import { useNow } from '../../ui/use-now.ts';

type KnownPassphraseProps = Readonly<{
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** What is wrong with it, or null. */
  error: AppError | null;
}>;

/**
 * What the owner knows already. After too many wrong ones it says how long to wait; beside the error,
 * not in it, since an alert that changes is read out each second.
 */
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
      description={left > 0 ? t('workspace.waitFor', { seconds: left }) : undefined}
      errorMessage={error === null || isOver ? undefined : errorText(withoutSeconds(error))}
    />
  );
}

/** The description counts them down. */
function withoutSeconds(error: AppError): AppError {
  return error.code === 'workspace/wait' ? { ...error, detail: { seconds: 0 } } : error;
}

/** How long, in whole seconds, an error still asks to wait. */
function useSecondsLeft(error: AppError | null): number {
  const now = useNow();
  const [since, setSince] = useState({ error, now });
  if (since.error !== error) setSince({ error, now });
  const seconds = error?.code === 'workspace/wait' ? Number(error.detail?.['seconds'] ?? 0) : 0;
  // The clock here stands still between two ticks: the second that has begun counts in full.
  const passed = Math.max(0, (now - since.now) / 1000 - 1);
  return Math.max(0, Math.ceil(seconds - passed));
}

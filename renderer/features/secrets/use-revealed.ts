import { useEffect, useState } from 'react';
import type { SecretRef } from '../../../shared/domain/secret.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction } from '../../program/calls.ts';
import { showToast } from '../../ui/toasts.tsx';

/** In ms: long enough to read a secret, short enough to limit shoulder surfing. */
const SHOWN_FOR = 60_000;

/**
 * A revealed secret. It is only in this component's state, never in a cache, and is dropped after a
 * minute, on `hide` and on unmount. Set the component's key to the secret's id.
 */
export function useRevealed(ref: SecretRef) {
  const [value, setValue] = useState<string>();
  const { run, pending } = useAction('secret:reveal');

  useEffect(() => {
    if (value === undefined) return undefined;
    const timer = setTimeout(() => setValue(undefined), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [value]);

  return {
    value,
    pending,
    hide: () => setValue(undefined),
    reveal: async () => {
      const result = await run(ref);
      if (result.ok) setValue(result.value.value);
      else {
        showToast({
          key: 'revealed',
          tone: 'danger',
          title: t('secret.notRevealed'),
          description: errorText(result.error),
        });
      }
    },
  };
}

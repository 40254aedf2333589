import { useEffect, useState } from 'react';
import type { SecretRef } from '../../../shared/domain/secret.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction } from '../../program/calls.ts';
import { showToast } from '../../ui/toasts.tsx';

/** In ms. No one reads a secret for longer, but someone else might. */
const SHOWN_FOR = 60_000;

/**
 * A secret that was asked for. It lives in this component's state alone, never in a cache: it goes
 * after a minute, on `hide`, and with the component. Give the component the secret's id as its key.
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

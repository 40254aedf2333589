import { useEffect } from 'react';
import {
  defaultPreferences,
  type Preferences,
  type PreferencesPatch,
} from '../../shared/domain/preferences.ts';
import { errorText } from '../../shared/words/errors.ts';
import { t } from '../../shared/words/words.ts';
import { showToast } from '../ui/toasts.tsx';
import { useChannel } from './calls.ts';

/** The preferences; the defaults until the program has answered. */
export function usePreferences(): Preferences {
  return useChannel('preferences:get', {}).data ?? defaultPreferences;
}

export async function savePreferences(patch: PreferencesPatch): Promise<void> {
  const saved = await window.latchkey.call('preferences:set', patch);
  if (saved.ok) return;
  const description = errorText(saved.error);
  showToast({ title: t('settings.notSaved'), description, tone: 'danger' });
}

const moreContrast = window.matchMedia('(prefers-contrast: more)');

/** Sets theme and density where the style sheet reads them. */
export function useAppliedLook({ theme, density }: Preferences): void {
  useEffect(() => {
    document.documentElement.dataset['density'] = density;
  }, [density]);

  useEffect(() => {
    // The style sheet follows the system's light and dark by itself.
    function apply(): void {
      const { dataset } = document.documentElement;
      if (theme !== 'system') dataset['theme'] = theme;
      else if (moreContrast.matches) dataset['theme'] = 'contrast';
      else delete dataset['theme'];
    }
    apply();
    moreContrast.addEventListener('change', apply);
    return () => moreContrast.removeEventListener('change', apply);
  }, [theme]);
}

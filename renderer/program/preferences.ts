import { useEffect } from 'react';
import { defaultPreferences, type Preferences } from '../../shared/domain/preferences.ts';
import { useChannel } from './calls.ts';

/** How the window looks; the defaults until the program has answered. */
export function usePreferences(): Preferences {
  return useChannel('preferences:get', {}).data ?? defaultPreferences;
}

/** Puts theme and density where the style sheet looks for them. */
export function useAppliedLook({ theme, density }: Preferences): void {
  useEffect(() => {
    const { dataset } = document.documentElement;
    dataset['density'] = density;
    if (theme === 'system') delete dataset['theme'];
    else dataset['theme'] = theme;
  }, [theme, density]);
}

import type { Preferences, PreferencesPatch } from '../../../shared/domain/preferences.ts';
import { useAction } from '../../program/calls.ts';
import { usePreferences } from '../../program/preferences.ts';
import { errorText } from '../../strings/errors.ts';
import { settingsStrings, appearanceStrings as words } from '../../strings/settings.ts';
import { FormLayout } from '../../ui/form-layout.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Section } from '../../ui/section.tsx';
import { showToast } from '../../ui/toasts.tsx';

const themeIds = ['system', 'light', 'dark', 'contrast'] as const satisfies Preferences['theme'][];
const themes = themeIds.map((id) => ({ id, label: words.themes[id] }));
const densityIds = ['comfortable', 'compact'] as const satisfies Preferences['density'][];
const densities = densityIds.map((id) => ({ id, label: words.densities[id] }));

/** A look is judged by seeing it: nothing is typed here, so each choice takes effect at once. */
export function AppearanceSettings() {
  const { theme, density } = usePreferences();
  const { run } = useAction('preferences:set');

  async function set(patch: PreferencesPatch): Promise<void> {
    const result = await run(patch);
    if (result.ok) return;
    showToast({
      title: settingsStrings.notSaved,
      description: errorText(result.error),
      tone: 'danger',
    });
  }

  return (
    <Section title={words.title} description={words.text}>
      <FormLayout>
        <RadioGroup
          label={words.theme}
          options={themes}
          value={theme}
          onChange={(theme) => void set({ theme })}
        />
        <RadioGroup
          label={words.density}
          options={densities}
          value={density}
          onChange={(density) => void set({ density })}
        />
      </FormLayout>
    </Section>
  );
}

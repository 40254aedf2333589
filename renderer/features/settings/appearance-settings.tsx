import type { Preferences } from '../../../shared/domain/preferences.ts';
import { savePreferences, usePreferences } from '../../program/preferences.ts';
import { appearanceStrings as words } from '../../strings/settings.ts';
import { FormLayout } from '../../ui/form-layout.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Section } from '../../ui/section.tsx';

const themeIds = ['system', 'light', 'dark', 'contrast'] as const satisfies Preferences['theme'][];
const themes = themeIds.map((id) => ({ id, label: words.themes[id] }));
const densityIds = ['comfortable', 'compact'] as const satisfies Preferences['density'][];
const densities = densityIds.map((id) => ({ id, label: words.densities[id] }));

/** A look is judged by seeing it: nothing is typed here, so each choice takes effect at once. */
export function AppearanceSettings() {
  const { theme, density } = usePreferences();

  return (
    <Section title={words.title} description={words.text}>
      <FormLayout>
        <RadioGroup
          label={words.theme}
          options={themes}
          value={theme}
          onChange={(theme) => void savePreferences({ theme })}
        />
        <RadioGroup
          label={words.density}
          options={densities}
          value={density}
          onChange={(density) => void savePreferences({ density })}
        />
      </FormLayout>
    </Section>
  );
}

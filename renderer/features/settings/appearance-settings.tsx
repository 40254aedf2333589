import type { Preferences } from '../../../shared/domain/preferences.ts';
import { t } from '../../../shared/words/words.ts';
import { savePreferences, usePreferences } from '../../program/preferences.ts';
import { FormLayout } from '../../ui/form-layout.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Section } from '../../ui/section.tsx';

const themeIds = ['system', 'light', 'dark', 'contrast'] as const satisfies Preferences['theme'][];
const themes = themeIds.map((id) => ({ id, label: t(`settings.appearance.themes.${id}`) }));
const densityIds = ['comfortable', 'compact'] as const satisfies Preferences['density'][];
const densities = densityIds.map((id) => ({ id, label: t(`settings.appearance.densities.${id}`) }));

/** A look is judged by seeing it: nothing is typed here, so each choice takes effect at once. */
export function AppearanceSettings() {
  const { theme, density } = usePreferences();

  return (
    <Section title={t('settings.appearance.title')} description={t('settings.appearance.text')}>
      <FormLayout>
        <RadioGroup
          label={t('settings.appearance.theme')}
          options={themes}
          value={theme}
          onChange={(theme) => void savePreferences({ theme })}
        />
        <RadioGroup
          label={t('settings.appearance.density')}
          options={densities}
          value={density}
          onChange={(density) => void savePreferences({ density })}
        />
      </FormLayout>
    </Section>
  );
}

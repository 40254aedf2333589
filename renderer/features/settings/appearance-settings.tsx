import { languageChoices, type Preferences } from '../../../shared/domain/preferences.ts';
import { isLanguage, isPseudo } from '../../../shared/words/languages.ts';
import { t } from '../../../shared/words/words.ts';
import { savePreferences, usePreferences } from '../../program/preferences.ts';
import { FormLayout } from '../../ui/form-layout.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Section } from '../../ui/section.tsx';
import { Select } from '../../ui/select.tsx';

const themeIds = ['system', 'light', 'dark', 'contrast'] as const satisfies Preferences['theme'][];
const themes = themeIds.map((id) => ({ id, label: t(`settings.appearance.themes.${id}`) }));
const densityIds = ['comfortable', 'compact'] as const satisfies Preferences['density'][];
const densities = densityIds.map((id) => ({ id, label: t(`settings.appearance.densities.${id}`) }));
const languages = languageChoices.map((id) => ({
  id,
  label: t(`settings.appearance.languages.${id}`),
}));

const zooms = [0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2];

/** The choices, and what the keys of the View menu have set. */
function zoomsWith(now: number) {
  return [...new Set([...zooms, now])]
    .toSorted((one, other) => one - other)
    .map((zoom) => ({
      id: String(zoom),
      label: t('settings.appearance.percent', { percent: Math.round(zoom * 100) }),
    }));
}

/** Pseudo-locales are for developers: a release only offers one that is in use. */
function offered(chosen: Preferences['language']) {
  return languages.filter(
    ({ id }) => import.meta.env.DEV || id === chosen || !isLanguage(id) || !isPseudo(id),
  );
}

/** A theme is chosen by looking at it, so each choice applies at once. */
export function AppearanceSettings() {
  const { theme, density, language, zoom } = usePreferences();

  return (
    <Section title={t('settings.appearance.title')} description={t('settings.appearance.text')}>
      <FormLayout>
        <Select
          label={t('settings.appearance.language')}
          description={t('settings.appearance.languageHelp')}
          options={offered(language)}
          value={language}
          onChange={(language) => void savePreferences({ language })}
        />
        <RadioGroup
          label={t('settings.appearance.theme')}
          options={themes}
          value={theme}
          onChange={(theme) => void savePreferences({ theme })}
        />
        <Select
          label={t('settings.appearance.zoom')}
          options={zoomsWith(zoom)}
          value={String(zoom)}
          onChange={(chosen) => void savePreferences({ zoom: Number(chosen) })}
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

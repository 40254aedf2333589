import { ok } from '../../../shared/result.ts';
import { t } from '../../../shared/words/words.ts';
import { TextField } from '../../ui/text-field.tsx';
import { SettingsSection } from './settings-section.tsx';
import { type SectionProps, useSettingsForm } from './use-settings-form.ts';

export function GeneralSettings({ settings: { owner } }: SectionProps) {
  const form = useSettingsForm({ title: t('settings.general.title'), stored: { owner }, read: ok });
  return (
    <SettingsSection form={form} fields={['owner']}>
      <TextField
        label={t('settings.general.owner')}
        description={t('settings.general.ownerHelp')}
        value={form.draft.owner}
        onChange={(owner) => form.type({ owner })}
        errorMessage={form.errors.at('owner')}
      />
    </SettingsSection>
  );
}

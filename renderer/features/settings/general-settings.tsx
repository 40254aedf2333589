import { ok } from '../../../shared/result.ts';
import { generalStrings as words } from '../../strings/settings.ts';
import { TextField } from '../../ui/text-field.tsx';
import { SettingsSection } from './settings-section.tsx';
import { type SectionProps, useSettingsForm } from './use-settings-form.ts';

export function GeneralSettings({ settings: { owner } }: SectionProps) {
  const form = useSettingsForm({ title: words.title, stored: { owner }, read: ok });
  return (
    <SettingsSection form={form} fields={['owner']}>
      <TextField
        label={words.owner}
        description={words.ownerHelp}
        value={form.draft.owner}
        onChange={(owner) => form.type({ owner })}
        errorMessage={form.errors.at('owner')}
      />
    </SettingsSection>
  );
}

import type { SettingsPatch } from '../../../shared/domain/settings.ts';
import type { AppError } from '../../../shared/errors.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { t } from '../../../shared/words/words.ts';
import { readWholeNumber } from '../../program/field-errors.ts';
import { TextField } from '../../ui/text-field.tsx';
import { SettingsSection } from './settings-section.tsx';
import { type SectionProps, useSettingsForm } from './use-settings-form.ts';

const field = 'clipboardSeconds';

interface Typed {
  readonly [field]: string;
}

export function ClipboardSettings({ settings }: SectionProps) {
  const stored: Typed = { [field]: String(settings[field]) };
  const form = useSettingsForm({ title: t('settings.clipboard.title'), stored, read: readTyped });
  return (
    <SettingsSection form={form} fields={[field]}>
      <TextField
        label={t('settings.clipboard.clear')}
        description={t('settings.clipboard.help')}
        unit={t('settings.clipboard.unit')}
        value={form.draft[field]}
        onChange={(typed) => form.type({ [field]: typed })}
        errorMessage={form.errors.at(field)}
        inputMode="numeric"
        isShort
      />
    </SettingsSection>
  );
}

function readTyped(typed: Typed): Result<SettingsPatch, AppError> {
  const seconds = readWholeNumber(typed[field], field);
  return seconds.ok ? ok({ [field]: seconds.value }) : seconds;
}

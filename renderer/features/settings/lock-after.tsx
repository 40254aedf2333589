import type { SettingsPatch } from '../../../shared/domain/settings.ts';
import type { AppError } from '../../../shared/errors.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { t } from '../../../shared/words/words.ts';
import { readWholeNumber } from '../../program/field-errors.ts';
import { TextField } from '../../ui/text-field.tsx';
import { SettingsFields } from './settings-section.tsx';
import { type SectionProps, useSettingsForm } from './use-settings-form.ts';

const field = 'lockAfterMinutes';

interface Typed {
  readonly [field]: string;
}

/** After how many idle minutes the workspace locks itself. */
export function LockAfter({ settings }: SectionProps) {
  const stored: Typed = { [field]: String(settings[field]) };
  const form = useSettingsForm({ title: t('workspace.securityTitle'), stored, read: readTyped });
  return (
    <SettingsFields form={form} fields={[field]}>
      <TextField
        label={t('workspace.lockAfter')}
        unit={t('workspace.lockAfterUnit')}
        description={t('workspace.lockAfterHelp')}
        value={form.draft[field]}
        onChange={(typed) => form.type({ [field]: typed })}
        errorMessage={form.errors.at(field)}
        inputMode="numeric"
        isShort
      />
    </SettingsFields>
  );
}

function readTyped(typed: Typed): Result<SettingsPatch, AppError> {
  const minutes = readWholeNumber(typed[field], field);
  return minutes.ok ? ok({ [field]: minutes.value }) : minutes;
}

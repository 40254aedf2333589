import type { SettingsPatch } from '../../../shared/domain/settings.ts';
import { type RsaLength, rsaLengths } from '../../../shared/domain/token-form.ts';
import { neverExpires, readValidity } from '../../../shared/domain/validity.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { t } from '../../../shared/words/words.ts';
import { Select } from '../../ui/select.tsx';
import { type FormChoice, FormFields } from '../keys/form-fields.tsx';
import { ValidityField } from '../keys/validity-field.tsx';
import { SettingsSection } from './settings-section.tsx';
import { type SectionProps, useSettingsForm } from './use-settings-form.ts';

interface Typed extends FormChoice {
  readonly confirmBeyond: string;
  readonly rsaLength: `${RsaLength}`;
}

/** The default token format, and which tokens need confirmation. */
export function FormatSettings({ settings }: SectionProps) {
  const { profile, algorithm, rsaLength, confirmBeyondSeconds } = settings;
  const stored: Typed = {
    profile,
    algorithm,
    rsaLength: `${rsaLength}`,
    confirmBeyond: String(confirmBeyondSeconds),
  };
  const form = useSettingsForm({ title: t('settings.format.title'), stored, read: readTyped });
  const lengths = rsaLengths.map((bits) => ({
    id: `${bits}` as const,
    label: t('settings.format.bits', { bits }),
  }));
  return (
    <SettingsSection form={form} fields={['confirmBeyond']}>
      <FormFields value={form.draft} onChange={(patch) => form.type(patch)} />
      <Select
        label={t('settings.format.rsaLength')}
        description={t('settings.format.rsaLengthHelp')}
        options={lengths}
        value={form.draft.rsaLength}
        onChange={(length) => form.type({ rsaLength: length })}
      />
      <ValidityField
        label={t('settings.format.confirmBeyond')}
        description={t('settings.format.confirmBeyondHelp')}
        value={form.draft.confirmBeyond}
        onChange={(confirmBeyond) => form.type({ confirmBeyond })}
        errorMessage={form.errors.at('confirmBeyond')}
      />
    </SettingsSection>
  );
}

function readTyped(typed: Typed): Result<SettingsPatch, AppError> {
  const limit = readValidity(typed.confirmBeyond, 'confirmBeyond');
  if (!limit.ok) return limit;
  // An unlimited validity isn't a limit.
  if (neverExpires(limit.value)) {
    return err(appError('field/too-small', { field: 'confirmBeyond', detail: { min: 1 } }));
  }
  const { profile, algorithm } = typed;
  return ok({
    ...(profile === null ? {} : { profile }),
    ...(algorithm === null ? {} : { algorithm }),
    rsaLength: rsaLengths.find((length) => `${length}` === typed.rsaLength) ?? 2048,
    confirmBeyondSeconds: limit.value,
  });
}

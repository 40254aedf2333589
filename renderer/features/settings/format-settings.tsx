import type { SettingsPatch } from '../../../shared/domain/settings.ts';
import { type RsaLength, rsaLengths } from '../../../shared/domain/token-form.ts';
import { neverExpires, readValidity } from '../../../shared/domain/validity.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { t } from '../../../shared/words/words.ts';
import { usePolicy } from '../../program/policy.ts';
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
  const { smallestRsaKey } = usePolicy().rules;
  const allowed = rsaLengths.filter((bits) => bits >= (smallestRsaKey ?? 0));
  const lengths = allowed.map((bits) => ({
    id: `${bits}` as const,
    label: t('settings.format.bits', { bits }),
  }));
  return (
    <SettingsSection form={form} fields={['confirmBeyond']}>
      <FormFields value={form.draft} onChange={(patch) => form.type(patch)} />
      <Select
        label={t('settings.format.rsaLength')}
        description={
          smallestRsaKey === undefined
            ? t('settings.format.rsaLengthHelp')
            : t('policy.atLeast', { bits: smallestRsaKey })
        }
        isDisabled={lengths.length === 1}
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

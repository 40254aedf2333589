import type { Settings, SettingsPatch } from '../../../shared/domain/settings.ts';
import type { AppError } from '../../../shared/errors.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { readWholeNumber } from '../../program/field-errors.ts';
import { TextField } from '../../ui/text-field.tsx';
import { SettingsFields } from './settings-section.tsx';
import { useSettingsForm } from './use-settings-form.ts';

type Name = 'lockAfterMinutes' | 'clipboardSeconds' | 'keepExpiredDays';
type Typed = Readonly<Partial<Record<Name, string>>>;

type WholeNumberSettingProps = Readonly<{
  settings: Settings;
  name: Name;
  /** Of its section, for messages and for the button that saves it. */
  title: string;
  label: string;
  description: string;
  unit: string;
}>;

/** A setting that is a number, with the button that saves it. */
export function WholeNumberSetting({ settings, name, title, ...field }: WholeNumberSettingProps) {
  const stored: Typed = { [name]: String(settings[name]) };
  const form = useSettingsForm({ title, stored, read: (typed) => readTyped(typed, name) });
  return (
    <SettingsFields form={form} fields={[name]}>
      <TextField
        {...field}
        value={form.draft[name] ?? ''}
        onChange={(typed) => form.type({ [name]: typed })}
        errorMessage={form.errors.at(name)}
        inputMode="numeric"
        isShort
      />
    </SettingsFields>
  );
}

function readTyped(typed: Typed, name: Name): Result<SettingsPatch, AppError> {
  const number = readWholeNumber(typed[name] ?? '', name);
  return number.ok ? ok({ [name]: number.value }) : number;
}

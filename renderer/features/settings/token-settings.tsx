import type { SettingsPatch } from '../../../shared/domain/settings.ts';
import { neverExpires, readValidity } from '../../../shared/domain/validity.ts';
import type { AppError } from '../../../shared/errors.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { tokenSettingStrings as words } from '../../strings/settings.ts';
import { Notice } from '../../ui/notice.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { ValidityField } from '../keys/validity-field.tsx';
import { SettingsSection } from './settings-section.tsx';
import { type SectionProps, useSettingsForm } from './use-settings-form.ts';

const oldTokenOptions = [
  { id: 'revoke', label: words.revoke, description: words.revokeHelp },
  { id: 'keep', label: words.keep, description: words.keepHelp },
] as const;

interface Typed {
  readonly validity: string;
  readonly oldToken: (typeof oldTokenOptions)[number]['id'];
}

/** What new keys and re-generated tokens begin with. */
export function TokenSettings({ settings }: SectionProps) {
  const { defaultValiditySeconds, keepOldToken } = settings;
  const stored: Typed = {
    validity: String(defaultValiditySeconds),
    oldToken: keepOldToken ? 'keep' : 'revoke',
  };
  const form = useSettingsForm({ title: words.title, stored, read: readTyped });
  const validity = readValidity(form.draft.validity);
  const isEndless = validity.ok && neverExpires(validity.value);
  return (
    <SettingsSection form={form} fields={['validity']}>
      <ValidityField
        label={words.validity}
        description={words.validityHelp}
        value={form.draft.validity}
        onChange={(validity) => form.type({ validity })}
        errorMessage={form.errors.at('validity')}
      />
      {isEndless && <Notice tone="warning">{words.neverWarning}</Notice>}
      <RadioGroup
        label={words.oldToken}
        options={oldTokenOptions}
        value={form.draft.oldToken}
        onChange={(oldToken) => form.type({ oldToken })}
      />
    </SettingsSection>
  );
}

function readTyped({ validity, oldToken }: Typed): Result<SettingsPatch, AppError> {
  const seconds = readValidity(validity, 'validity');
  if (!seconds.ok) return seconds;
  return ok({ defaultValiditySeconds: seconds.value, keepOldToken: oldToken === 'keep' });
}

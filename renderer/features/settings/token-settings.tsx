import type { SettingsPatch } from '../../../shared/domain/settings.ts';
import { neverExpires, readValidity } from '../../../shared/domain/validity.ts';
import type { AppError } from '../../../shared/errors.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { t } from '../../../shared/words/words.ts';
import { usePolicy, validityLimit } from '../../program/policy.ts';
import { Notice } from '../../ui/notice.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Switch } from '../../ui/switch.tsx';
import { ValidityField } from '../keys/validity-field.tsx';
import { SettingsSection } from './settings-section.tsx';
import { type SectionProps, useSettingsForm } from './use-settings-form.ts';

const oldTokenOptions = [
  {
    id: 'revoke',
    label: t('settings.tokens.revoke'),
    description: t('settings.tokens.revokeHelp'),
  },
  { id: 'keep', label: t('settings.tokens.keep'), description: t('settings.tokens.keepHelp') },
] as const;

interface Typed {
  readonly validity: string;
  readonly oldToken: (typeof oldTokenOptions)[number]['id'];
  readonly announceExpiry: boolean;
}

/** What new keys and re-generated tokens begin with. */
export function TokenSettings({ settings }: SectionProps) {
  const { defaultValiditySeconds, keepOldToken, announceExpiry } = settings;
  const stored: Typed = {
    validity: String(defaultValiditySeconds),
    oldToken: keepOldToken ? 'keep' : 'revoke',
    announceExpiry,
  };
  const limit = validityLimit(usePolicy());
  const form = useSettingsForm({ title: t('settings.tokens.title'), stored, read: readTyped });
  const validity = readValidity(form.draft.validity);
  const isEndless = validity.ok && neverExpires(validity.value);
  return (
    <SettingsSection form={form} fields={['validity']}>
      <ValidityField
        label={t('settings.tokens.validity')}
        description={limit ?? t('settings.tokens.validityHelp')}
        value={form.draft.validity}
        onChange={(validity) => form.type({ validity })}
        errorMessage={form.errors.at('validity')}
      />
      {isEndless && <Notice tone="warning">{t('settings.tokens.neverWarning')}</Notice>}
      <RadioGroup
        label={t('settings.tokens.oldToken')}
        options={oldTokenOptions}
        value={form.draft.oldToken}
        onChange={(oldToken) => form.type({ oldToken })}
      />
      <Switch
        label={t('settings.tokens.announce')}
        description={t('settings.tokens.announceHelp')}
        isSelected={form.draft.announceExpiry}
        onChange={(announceExpiry) => form.type({ announceExpiry })}
      />
    </SettingsSection>
  );
}

function readTyped({ validity, oldToken, announceExpiry }: Typed): Result<SettingsPatch, AppError> {
  const seconds = readValidity(validity, 'validity');
  if (!seconds.ok) return seconds;
  return ok({
    defaultValiditySeconds: seconds.value,
    keepOldToken: oldToken === 'keep',
    announceExpiry,
  });
}

import { useState } from 'react';
import type { SettingsPatch } from '../../../shared/domain/settings.ts';
import type { AppError } from '../../../shared/errors.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { t } from '../../../shared/words/words.ts';
import { readWholeNumber } from '../../program/field-errors.ts';
import { JobStatus } from '../../program/job-status.tsx';
import { Button } from '../../ui/button.tsx';
import { ButtonRow } from '../../ui/form-layout.tsx';
import { Section } from '../../ui/section.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ArchiveDialog } from './archive-dialog.tsx';
import { SettingsFields } from './settings-section.tsx';
import { type SectionProps, useSettingsForm } from './use-settings-form.ts';

const field = 'keepExpiredDays';

interface Typed {
  readonly [field]: string;
}

/** How long what has expired is kept. */
export function RetentionSettings({ settings }: SectionProps) {
  const title = t('settings.retention.title');
  const stored: Typed = { [field]: String(settings[field]) };
  const form = useSettingsForm({ title, stored, read: readTyped });
  const [isArchiving, setArchiving] = useState(false);
  return (
    <Section title={title}>
      <SettingsFields form={form} fields={[field]}>
        <TextField
          label={t('settings.retention.keep')}
          description={t('settings.retention.help')}
          unit={t('settings.retention.unit')}
          value={form.draft[field]}
          onChange={(typed) => form.type({ [field]: typed })}
          errorMessage={form.errors.at(field)}
          inputMode="numeric"
          isShort
        />
      </SettingsFields>
      <JobStatus kind="token-purge" label={t('settings.retention.deleting')} />
      <ButtonRow>
        <Button onPress={() => setArchiving(true)}>{t('settings.retention.archive')}</Button>
      </ButtonRow>
      {isArchiving && <ArchiveDialog onClose={() => setArchiving(false)} />}
    </Section>
  );
}

function readTyped(typed: Typed): Result<SettingsPatch, AppError> {
  const days = readWholeNumber(typed[field], field);
  return days.ok ? ok({ [field]: days.value }) : days;
}

import { useState } from 'react';
import { t } from '../../../shared/words/words.ts';
import { JobStatus } from '../../program/job-status.tsx';
import { Button } from '../../ui/button.tsx';
import { ButtonRow } from '../../ui/form-layout.tsx';
import { Section } from '../../ui/section.tsx';
import { ArchiveDialog } from './archive-dialog.tsx';
import type { SectionProps } from './use-settings-form.ts';
import { WholeNumberSetting } from './whole-number-setting.tsx';

/** How long what has expired is kept. */
export function RetentionSettings({ settings }: SectionProps) {
  const title = t('settings.retention.title');
  const [isArchiving, setArchiving] = useState(false);
  return (
    <Section title={title}>
      <WholeNumberSetting
        settings={settings}
        name="keepExpiredDays"
        title={title}
        label={t('settings.retention.keep')}
        description={t('settings.retention.help')}
        unit={t('settings.retention.unit')}
      />
      <JobStatus kind="token-purge" label={t('settings.retention.deleting')} />
      <ButtonRow>
        <Button action="settings.retention.archive" onPress={() => setArchiving(true)}>
          {t('settings.retention.archive')}
        </Button>
      </ButtonRow>
      {isArchiving && <ArchiveDialog onClose={() => setArchiving(false)} />}
    </Section>
  );
}

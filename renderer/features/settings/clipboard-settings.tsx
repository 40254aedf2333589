import { t } from '../../../shared/words/words.ts';
import { Section } from '../../ui/section.tsx';
import type { SectionProps } from './use-settings-form.ts';
import { WholeNumberSetting } from './whole-number-setting.tsx';

export function ClipboardSettings({ settings }: SectionProps) {
  const title = t('settings.clipboard.title');
  return (
    <Section title={title}>
      <WholeNumberSetting
        settings={settings}
        name="clipboardSeconds"
        title={title}
        label={t('settings.clipboard.clear')}
        description={t('settings.clipboard.help')}
        unit={t('settings.clipboard.unit')}
      />
    </Section>
  );
}

import { t } from '../../../shared/words/words.ts';
import type { SectionProps } from './use-settings-form.ts';
import { WholeNumberSetting } from './whole-number-setting.tsx';

/** After how many idle minutes the workspace locks itself. */
export function LockAfter({ settings }: SectionProps) {
  return (
    <WholeNumberSetting
      settings={settings}
      name="lockAfterMinutes"
      title={t('workspace.securityTitle')}
      label={t('workspace.lockAfter')}
      description={t('workspace.lockAfterHelp')}
      unit={t('workspace.lockAfterUnit')}
    />
  );
}

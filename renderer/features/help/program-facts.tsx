import { t } from '../../../shared/words/words.ts';
import { useChannel } from '../../program/calls.ts';
import { KeyValue } from '../../ui/key-value.tsx';

/** Facts about the program for bug reports. */
export function ProgramFacts() {
  const info = useChannel('program:info', {}).data;
  const workspace = useChannel('workspace:state', {}).data;
  if (info === undefined || workspace === undefined) return null;
  return (
    <KeyValue
      items={[
        { label: t('settings.about.version'), value: info.version },
        {
          label: t('settings.about.electron'),
          value: info.trial ? t('settings.about.trial', { version: info.electron }) : info.electron,
        },
        {
          label: t('settings.about.platform'),
          value: t(`settings.about.platforms.${info.platform}`),
        },
        { label: t('settings.about.home'), value: info.home, isMono: true },
        { label: t('settings.about.workspace'), value: workspace.file, isMono: true },
      ]}
    />
  );
}

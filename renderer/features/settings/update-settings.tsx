import { t } from '../../../shared/words/words.ts';
import { useAction, useChannel } from '../../program/calls.ts';
import { savePreferences, usePreferences } from '../../program/preferences.ts';
import { Button } from '../../ui/button.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { Section } from '../../ui/section.tsx';
import { Switch } from '../../ui/switch.tsx';
import { showToast } from '../../ui/toasts.tsx';

/** Off by default, since the link is useless on a closed network. */
export function UpdateSettings() {
  const info = useChannel('program:info', {}).data;
  const { offerUpdates } = usePreferences();
  const open = useAction('program:open-releases');
  if (info === undefined) return null;
  if (info.releases === null) {
    return (
      <Section title={t('settings.updates.title')} description={t('settings.updates.noPage')}>
        {null}
      </Section>
    );
  }

  async function check(): Promise<void> {
    const opened = await open.run({});
    if (!opened.ok || !opened.value)
      showToast({ title: t('settings.updates.notOpened'), tone: 'danger' });
  }

  return (
    <Section title={t('settings.updates.title')} description={t('settings.updates.text')}>
      <FormLayout
        actions={
          offerUpdates ? (
            <Button
              action="settings.updates.check"
              isPending={open.pending}
              onPress={() => void check()}
            >
              {t('settings.updates.check')}
            </Button>
          ) : undefined
        }
      >
        <Switch
          label={t('settings.updates.offer')}
          description={t('settings.updates.offerHelp', { page: info.releases })}
          isSelected={offerUpdates}
          onChange={(isOn) => void savePreferences({ offerUpdates: isOn })}
        />
      </FormLayout>
    </Section>
  );
}

import { useAction, useChannel } from '../../program/calls.ts';
import { savePreferences, usePreferences } from '../../program/preferences.ts';
import { updateStrings as words } from '../../strings/settings.ts';
import { Button } from '../../ui/button.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { Section } from '../../ui/section.tsx';
import { Switch } from '../../ui/switch.tsx';
import { showToast } from '../../ui/toasts.tsx';

/** Off until a person wants it: on a closed network the button would lead nowhere. */
export function UpdateSettings() {
  const info = useChannel('program:info', {}).data;
  const { offerUpdates } = usePreferences();
  const open = useAction('program:open-releases');
  if (info === undefined) return null;
  if (info.releases === null) {
    return (
      <Section title={words.title} description={words.noPage}>
        {null}
      </Section>
    );
  }

  async function check(): Promise<void> {
    const opened = await open.run({});
    if (!opened.ok || !opened.value) showToast({ title: words.notOpened, tone: 'danger' });
  }

  return (
    <Section title={words.title} description={words.text}>
      <FormLayout
        actions={
          offerUpdates ? (
            <Button isPending={open.pending} onPress={() => void check()}>
              {words.check}
            </Button>
          ) : undefined
        }
      >
        <Switch
          label={words.offer}
          description={words.offerHelp(info.releases)}
          isSelected={offerUpdates}
          onChange={(isOn) => void savePreferences({ offerUpdates: isOn })}
        />
      </FormLayout>
    </Section>
  );
}

import { type QuickCopyShortcut, quickCopyShortcuts } from '../../../shared/domain/preferences.ts';
import { t } from '../../../shared/words/words.ts';
import { formatShortcut } from '../../format/shortcut.ts';
import { useChannel } from '../../program/calls.ts';
import { savePreferences, usePreferences } from '../../program/preferences.ts';
import { FormLayout } from '../../ui/form-layout.tsx';
import { Section } from '../../ui/section.tsx';
import { Select } from '../../ui/select.tsx';
import { Switch } from '../../ui/switch.tsx';
import { showToast } from '../../ui/toasts.tsx';

type Choice = QuickCopyShortcut | 'off';

/** The small window over other programs, and the icon beside the clock. */
export function QuickCopySettings() {
  const { quickCopy, tray } = usePreferences();
  const platform = useChannel('program:info', {}).data?.platform ?? 'other';
  const options: readonly { readonly id: Choice; readonly label: string }[] = [
    { id: 'off', label: t('quickCopy.off') },
    ...quickCopyShortcuts.map((id) => ({ id, label: formatShortcut(id, platform) })),
  ];
  return (
    <Section title={t('quickCopy.title')} description={t('quickCopy.text')}>
      <FormLayout>
        <Select<Choice>
          label={t('quickCopy.shortcut')}
          options={options}
          value={quickCopy ?? 'off'}
          onChange={(chosen) => void choose(chosen)}
        />
        <Switch
          label={t('quickCopy.tray')}
          isSelected={tray}
          onChange={(isShown) => void savePreferences({ tray: isShown })}
        />
      </FormLayout>
    </Section>
  );
}

async function choose(chosen: Choice): Promise<void> {
  const quickCopy = chosen === 'off' ? null : chosen;
  const saved = await window.latchkey.call('preferences:set', { quickCopy });
  if (saved.ok && saved.value.quickCopy === quickCopy) return;
  showToast({ key: 'quick-copy', tone: 'warning', title: t('quickCopy.taken') });
}

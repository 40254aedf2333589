import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useChannel } from '../../program/calls.ts';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Placeholder } from '../../ui/placeholder.tsx';
import { PageBody, Section } from '../../ui/section.tsx';
import { IssuerForm } from '../gateways/issuer-form.tsx';
import { About } from './about.tsx';
import { AppearanceSettings } from './appearance-settings.tsx';
import { AttributeSettings } from './attribute-settings.tsx';
import { BackupSettings } from './backup-settings.tsx';
import { ClipboardSettings } from './clipboard-settings.tsx';
import { FormatSettings } from './format-settings.tsx';
import { GeneralSettings } from './general-settings.tsx';
import { SecuritySettings } from './security-settings.tsx';
import { TokenSettings } from './token-settings.tsx';
import { UnlockMethods } from './unlock-methods.tsx';
import { UpdateSettings } from './update-settings.tsx';
import { WorkspaceSettings } from './workspace-settings.tsx';

/** Everything that can be set, on one page. */
export function SettingsPage() {
  const { data: settings, error } = useChannel('settings:get', {});
  return (
    <>
      <PageHeader title={t('settings.title')} />
      <PageBody>
        {error !== null && <Notice tone="danger">{errorText(error.error)}</Notice>}
        {settings === undefined ? (
          error === null && <Placeholder label={t('settings.loading')} lines={12} />
        ) : (
          <>
            <GeneralSettings settings={settings} />
            <WorkspaceSettings />
            <BackupSettings />
            <Section title={t('workspace.securityTitle')}>
              <SecuritySettings settings={settings} />
            </Section>
            <UnlockMethods />
            <TokenSettings settings={settings} />
            <FormatSettings settings={settings} />
            <AttributeSettings settings={settings} />
            <IssuerForm />
            <ClipboardSettings settings={settings} />
          </>
        )}
        <AppearanceSettings />
        <UpdateSettings />
        <About />
      </PageBody>
    </>
  );
}

import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useChannel } from '../../program/calls.ts';
import { usePolicy } from '../../program/policy.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Placeholder } from '../../ui/placeholder.tsx';
import { Section } from '../../ui/section.tsx';
import { IssuerForm } from '../gateways/issuer-form.tsx';
import { About } from './about.tsx';
import { AppearanceSettings } from './appearance-settings.tsx';
import { AttributeSettings } from './attribute-settings.tsx';
import { BackupSettings } from './backup-settings.tsx';
import { ClipboardSettings } from './clipboard-settings.tsx';
import { FormatSettings } from './format-settings.tsx';
import { GeneralSettings } from './general-settings.tsx';
import { PolicySettings } from './policy-settings.tsx';
import { QuickCopySettings } from './quick-copy-settings.tsx';
import { RetentionSettings } from './retention-settings.tsx';
import { SecuritySettings } from './security-settings.tsx';
import css from './settings-page.module.css';
import { type SettingsPart, useWantedPart } from './settings-parts.ts';
import { TokenSettings } from './token-settings.tsx';
import { UnlockMethods } from './unlock-methods.tsx';
import { UpdateSettings } from './update-settings.tsx';
import { WorkspaceSettings } from './workspace-settings.tsx';

/** Everything that can be set, on one page; its sections are listed on the left. */
export function SettingsPage() {
  const { data: settings, error } = useChannel('settings:get', {});
  const body = useRef<HTMLDivElement>(null);
  useWanted(body, settings !== undefined);
  const isManaged = usePolicy(({ place }) => place !== null);
  const parts: readonly (readonly [SettingsPart, ReactNode])[] = [
    ...(isManaged ? ([['policy', <PolicySettings key="policy" />]] as const) : []),
    ['appearance', <AppearanceSettings key="appearance" />],
    ...(settings === undefined
      ? []
      : ([
          ['general', <GeneralSettings key="general" settings={settings} />],
          ['workspace', <WorkspaceSettings key="workspace" />],
          ['backups', <BackupSettings key="backups" />],
          [
            'security',
            <Section key="security" title={t('workspace.securityTitle')}>
              <SecuritySettings settings={settings} />
            </Section>,
          ],
          ['methods', <UnlockMethods key="methods" />],
          ['tokens', <TokenSettings key="tokens" settings={settings} />],
          ['format', <FormatSettings key="format" settings={settings} />],
          ['attributes', <AttributeSettings key="attributes" settings={settings} />],
          ['retention', <RetentionSettings key="retention" settings={settings} />],
          ['issuer', <IssuerForm key="issuer" />],
          ['clipboard', <ClipboardSettings key="clipboard" settings={settings} />],
        ] as const)),
    ['quick-copy', <QuickCopySettings key="quick-copy" />],
    ['updates', <UpdateSettings key="updates" />],
    ['about', <About key="about" />],
  ];
  return (
    <>
      <PageHeader title={t('settings.title')} />
      <div className={css['page']}>
        {/* No landmark: there is one navigation, beside every page. */}
        {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a fieldset is for fields */}
        <div className={css['parts']} role="group" aria-label={t('settings.parts')}>
          {parts.map(([part]) => (
            <Button key={part} variant="quiet" onPress={() => show(body.current, part)}>
              {t(`settings.part.${part}`)}
            </Button>
          ))}
        </div>
        <div className={css['body']} ref={body}>
          {error !== null && <Notice tone="danger">{errorText(error.error)}</Notice>}
          {settings === undefined && error === null && (
            <Placeholder label={t('settings.loading')} lines={12} />
          )}
          {parts.map(([part, content]) => (
            <div key={part} data-part={part} className={css['part']} tabIndex={-1}>
              {content}
            </div>
          ))}
        </div>
      </div>
    </>
  );
}

/** Shows the section that the command palette was asked for, once it is drawn. */
function useWanted(body: RefObject<HTMLElement | null>, isDrawn: boolean): void {
  const { part } = useWantedPart();
  useEffect(() => {
    if (part === null || !isDrawn) return;
    show(body.current, part);
    useWantedPart.setState({ part: null });
  }, [body, part, isDrawn]);
}

/** Scrolls a part into view and moves the focus there, so that Tab goes on in it. */
function show(body: HTMLElement | null, part: SettingsPart): void {
  const found = body?.querySelector<HTMLElement>(`[data-part="${part}"]`);
  found?.scrollIntoView({ block: 'start' });
  found?.focus({ preventScroll: true });
}

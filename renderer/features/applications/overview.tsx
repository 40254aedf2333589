import { Copy } from 'lucide-react';
import { useId } from 'react';
import type { Application } from '../../../shared/domain/application.ts';
import type { Settings } from '../../../shared/domain/settings.ts';
import { type KeyType, keyTypes } from '../../../shared/domain/token.ts';

import { t } from '../../../shared/words/words.ts';
import { Moment } from '../../format/moment.tsx';
import { useChannel } from '../../program/calls.ts';
import { keysTabs, openTab } from '../../program/navigation.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { KeyValue } from '../../ui/key-value.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { PageBody, Section } from '../../ui/section.tsx';
import { ApplicationFormSection } from '../keys/application-form.tsx';
import { copyShownToken } from '../tokens/copy-token.ts';
import { TokenBadge, TokenExpiry } from '../tokens/token-expiry.tsx';
import { NextStep } from './next-step.tsx';
import css from './overview.module.css';
import { useQuotaText } from './use-quota.ts';

type OverviewProps = Readonly<{ application: Application }>;

export function Overview({ application }: OverviewProps) {
  return (
    <PageBody>
      <NextStep application={application} />
      <Section title={t('overview.tokens')}>
        <div className={css['tokens']}>
          {keyTypes.map((keyType) => (
            <TokenLine key={keyType} application={application} keyType={keyType} />
          ))}
        </div>
      </Section>
      <ApplicationFormSection applicationId={application.id} />
      <Facts application={application} />
    </PageBody>
  );
}

/** The current token of one key type, to copy directly. */
function TokenLine({ application, keyType }: OverviewProps & Readonly<{ keyType: KeyType }>) {
  const nameId = useId();
  const { data } = useChannel('keys:get', { applicationId: application.id, keyType });
  const token = data?.token ?? null;
  const tab = keysTabs[keyType];
  return (
    // A fieldset would bring a legend's layout; this is a named group of a token and its buttons.
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
    <div className={css['token']} role="group" aria-labelledby={nameId}>
      <span id={nameId} className={css['name']}>
        {t(`keyTypes.${keyType}`)}
      </span>
      <span className={css['expiry']}>
        {token === null ? (
          data !== undefined && t('overview.noKeys')
        ) : (
          <>
            <TokenBadge token={token} />{' '}
            {token.stale && (
              <>
                <Badge tone="expiring">{t('overview.stale')}</Badge>{' '}
              </>
            )}
            <TokenExpiry token={token} />
          </>
        )}
      </span>
      <span className={css['buttons']}>
        {token !== null && (
          <Button variant="quiet" icon={Copy} onPress={() => void copyShownToken(token)}>
            {t('overview.copy')}
          </Button>
        )}
        <Button
          variant="quiet"
          onPress={() => openTab(tab)}
          aria-label={t('overview.openTab', { tab: t(`frame.tabs.${tab}`) })}
        >
          {t('overview.open')}
        </Button>
      </span>
    </div>
  );
}

/** What organises it, as far as it is filled in. */
function organisation(
  { owner, group, attributes }: Application,
  defined: Settings['applicationAttributes'],
) {
  const items = [
    { label: t('overview.group'), value: group },
    { label: t('overview.owner'), value: owner },
    ...defined.map(({ id, name }) => ({ label: name, value: attributes[id] ?? '' })),
  ];
  return items.filter(({ value }) => value !== '');
}

function Facts({ application }: OverviewProps) {
  const defined = useChannel('settings:get', {}).data?.applicationAttributes ?? [];
  const { description, perTokenQuota, number, createdAt, updatedAt, subscriptionCount } =
    application;
  const quota = useQuotaText(perTokenQuota);
  return (
    <Section title={t('overview.facts')}>
      <KeyValue
        items={[
          {
            label: t('overview.description'),
            value: (
              <span className={css['text']}>{description || t('overview.noDescription')}</span>
            ),
          },
          ...organisation(application, defined),
          {
            label: t('overview.quota'),
            value: <span title={perTokenQuota}>{quota}</span>,
          },
          {
            label: t('overview.subscriptions'),
            value: (
              <LinkButton onPress={() => openTab('subscriptions')}>
                {t('overview.subscribed', { count: subscriptionCount })}
              </LinkButton>
            ),
          },
          { label: t('overview.number'), value: String(number) },
          { label: t('overview.created'), value: <Moment at={createdAt} /> },
          { label: t('overview.changed'), value: <Moment at={updatedAt} /> },
        ]}
      />
    </Section>
  );
}

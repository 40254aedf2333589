import { Copy } from 'lucide-react';
import { useId } from 'react';
import type { Application } from '../../../shared/domain/application.ts';
import { type KeyType, keyTypes } from '../../../shared/domain/token.ts';
import { keyTypeNames } from '../../../shared/words/en/key-types.ts';
import { Moment } from '../../format/moment.tsx';
import { useChannel } from '../../program/calls.ts';
import { keysTabs, openTab } from '../../program/navigation.ts';
import { overviewStrings as words } from '../../strings/applications.ts';
import { frameStrings } from '../../strings/frame.ts';
import { Button } from '../../ui/button.tsx';
import { KeyValue } from '../../ui/key-value.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { PageBody, Section } from '../../ui/section.tsx';
import { copyShownToken } from '../tokens/copy-token.ts';
import { TokenBadge, TokenFate } from '../tokens/token-fate.tsx';
import { NextStep } from './next-step.tsx';
import css from './overview.module.css';

type OverviewProps = Readonly<{ application: Application }>;

export function Overview({ application }: OverviewProps) {
  return (
    <PageBody>
      <NextStep application={application} />
      <Section title={words.tokens}>
        <div className={css['tokens']}>
          {keyTypes.map((keyType) => (
            <TokenLine key={keyType} application={application} keyType={keyType} />
          ))}
        </div>
      </Section>
      <Facts application={application} />
    </PageBody>
  );
}

/** The current token of one key type, to be copied without looking further. */
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
        {keyTypeNames[keyType]}
      </span>
      <span className={css['fate']}>
        {token === null ? (
          data !== undefined && words.noKeys
        ) : (
          <>
            <TokenBadge token={token} /> <TokenFate token={token} />
          </>
        )}
      </span>
      <span className={css['buttons']}>
        {token !== null && (
          <Button variant="quiet" icon={Copy} onPress={() => void copyShownToken(token)}>
            {words.copy}
          </Button>
        )}
        <Button
          variant="quiet"
          onPress={() => openTab(tab)}
          aria-label={words.openTab(frameStrings.tabs[tab])}
        >
          {words.open}
        </Button>
      </span>
    </div>
  );
}

function Facts({ application }: OverviewProps) {
  const { description, perTokenQuota, number, createdAt, updatedAt, subscriptionCount } =
    application;
  return (
    <Section title={words.facts}>
      <KeyValue
        items={[
          {
            label: words.description,
            value: <span className={css['text']}>{description || words.noDescription}</span>,
          },
          { label: words.quota, value: perTokenQuota },
          {
            label: words.subscriptions,
            value: (
              <LinkButton onPress={() => openTab('subscriptions')}>
                {words.subscribed(subscriptionCount)}
              </LinkButton>
            ),
          },
          { label: words.number, value: String(number) },
          { label: words.created, value: <Moment at={createdAt} /> },
          { label: words.changed, value: <Moment at={updatedAt} /> },
        ]}
      />
    </Section>
  );
}

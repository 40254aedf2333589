import { useState } from 'react';
import type { IssueRequest, KeysOf, KeysView } from '../../../shared/domain/keys.ts';
import type { AppError } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { formatDuration } from '../../format/duration.ts';
import { useChannel } from '../../program/calls.ts';
import { openTab } from '../../program/navigation.ts';
import { callConfirmed } from '../../program/presence.ts';
import { Notice } from '../../ui/notice.tsx';
import { Placeholder } from '../../ui/placeholder.tsx';
import { PageBody, Section } from '../../ui/section.tsx';
import { CurrentKeys } from './current-keys.tsx';
import { ExistingClientFields, noClient } from './existing-client.tsx';
import { issueDraftOf } from './issue-draft.ts';
import { IssueForm } from './issue-form.tsx';
import type { KeysOfProps } from './keys-of-props.ts';

/** **Production Keys** or **Sandbox Keys**: two independent but otherwise identical sets. */
export function KeysTab({ application, keyType }: KeysOfProps) {
  const applicationId = application.id;
  const { data: view, error } = useChannel('keys:get', { applicationId, keyType });
  const [wasGenerated, setGenerated] = useState(false);
  if (error !== null) {
    return (
      <PageBody>
        <Notice tone="danger">{errorText(error.error)}</Notice>
      </PageBody>
    );
  }
  if (view === undefined) {
    return (
      <PageBody>
        <Placeholder label={t('keys.loading')} lines={8} />
      </PageBody>
    );
  }
  const { keys, token } = view;
  return (
    <PageBody>
      <ClockNotice seconds={view.clockBehindSeconds} />
      {keys === null || token === null ? (
        <GenerateKeys
          application={application}
          keyType={keyType}
          view={view}
          onGenerated={() => setGenerated(true)}
        />
      ) : (
        <CurrentKeys
          application={application}
          keyType={keyType}
          view={view}
          keys={keys}
          token={token}
          takesFocus={wasGenerated}
        />
      )}
    </PageBody>
  );
}

/** With a clock that was set back, new tokens look as if they were issued long ago. */
function ClockNotice({ seconds }: Readonly<{ seconds: number }>) {
  if (seconds === 0) return null;
  return (
    <Notice tone="warning" title={t('keys.clockTitle')}>
      {t('keys.clockText', { duration: formatDuration(seconds, 2) })}
    </Notice>
  );
}

type GenerateKeysProps = KeysOfProps & Readonly<{ view: KeysView; onGenerated: () => void }>;

function GenerateKeys({ application, keyType, view, onGenerated }: GenerateKeysProps) {
  const applicationId = application.id;
  const [client, setClient] = useState(noClient);
  const [refusal, setRefusal] = useState<AppError | null>(null);

  async function generate(what: Omit<IssueRequest, keyof KeysOf>) {
    const { isUsed, ...existing } = client;
    const order = { applicationId, keyType, ...what, ...(isUsed && { existing }) };
    const issued = await callConfirmed('keys:generate', order);
    setRefusal(issued.ok ? null : issued.error);
    return issued;
  }

  return (
    <Section title={t('keys.generateTitle')} description={t('keys.generateText')}>
      {application.subscriptionCount === 0 && (
        <Notice
          tone="warning"
          action={{ label: t('issue.subscribe'), onPress: () => openTab('subscriptions') }}
        >
          {t('issue.noSubscriptions')}
        </Notice>
      )}
      <IssueForm
        form={issueDraftOf(applicationId, keyType)}
        order={{ applicationId, keyType }}
        initial={{
          validity: String(view.defaultValiditySeconds),
          scopes: [],
          profile: null,
          algorithm: null,
        }}
        scopes={view.scopes}
        submitLabel={t('issue.generate')}
        issue={generate}
        onIssued={onGenerated}
      >
        <ExistingClientFields typed={client} onChange={setClient} error={refusal} />
      </IssueForm>
    </Section>
  );
}

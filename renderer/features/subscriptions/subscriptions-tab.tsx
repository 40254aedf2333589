import { Link2, Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Application } from '../../../shared/domain/application.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useChannel } from '../../program/calls.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Placeholder } from '../../ui/placeholder.tsx';
import { PageBody, Section } from '../../ui/section.tsx';
import { SubscribeDialog } from './subscribe-dialog.tsx';
import { SubscriptionTable } from './subscription-table.tsx';

type SubscriptionsTabProps = Readonly<{
  application: Application;
  /** What to do once the application is subscribed. */
  nextStep: ReactNode;
}>;

export function SubscriptionsTab({ application, nextStep }: SubscriptionsTabProps) {
  const { data, error } = useChannel('subscription:list', { applicationId: application.id });
  const [isSubscribing, setSubscribing] = useState(false);
  const subscribe = (
    <Button
      action="subscription.subscribe"
      variant="primary"
      icon={Plus}
      onPress={() => setSubscribing(true)}
    >
      {t('subscription.subscribe')}
    </Button>
  );
  return (
    <PageBody>
      {error !== null && <Notice tone="danger">{errorText(error.error)}</Notice>}
      {data === undefined && error === null && (
        <Placeholder label={t('subscription.loading')} lines={4} />
      )}
      {data?.length === 0 && (
        <EmptyState
          icon={Link2}
          title={t('subscription.emptyTitle')}
          text={t('subscription.empty')}
          action={subscribe}
        />
      )}
      {data !== undefined && data.length > 0 && (
        <>
          {application.subscriptionCount > 0 && nextStep}
          <Section title={t('subscription.title')} actions={subscribe} isWide>
            <SubscriptionTable applicationId={application.id} subscriptions={data} />
          </Section>
        </>
      )}
      {isSubscribing && (
        <SubscribeDialog
          application={application}
          subscriptions={data ?? []}
          onClose={() => setSubscribing(false)}
        />
      )}
    </PageBody>
  );
}

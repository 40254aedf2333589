import { AppWindow, FileUp, Pencil, Plus } from 'lucide-react';
import type { ApplicationId } from '../../../shared/domain/ids.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useChannel } from '../../program/calls.ts';
import { runCommand } from '../../program/commands.ts';
import { applicationTabs, openTab, usePlace } from '../../program/navigation.ts';
import { useQuiet } from '../../program/quiet.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { MoreButton } from '../../ui/menu-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Placeholder } from '../../ui/placeholder.tsx';
import { PageBody } from '../../ui/section.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Tile } from '../../ui/tile.tsx';
import { KeysTab } from '../keys/keys-tab.tsx';
import { SubscriptionsTab } from '../subscriptions/subscriptions-tab.tsx';
import css from './application-detail.module.css';
import { moreOf } from './application-menu.ts';
import {
  openApplicationDialog,
  openNewApplication,
  useChosenApplications,
  useOpenApplication,
} from './application-store.ts';
import { ChosenApplications } from './chosen-applications.tsx';
import { DETAIL_ID } from './focus-detail.ts';
import { NextStep } from './next-step.tsx';
import { Overview } from './overview.tsx';
import { useQuotaText } from './use-quota.ts';

/** The application that is open. */
export function ApplicationDetail() {
  const { isKnown, openId: selectedId } = useOpenApplication();
  const openId = useQuiet(selectedId);
  const selection = useChosenApplications();
  if (selection !== null) return <ChosenApplications selection={selection} />;
  if (openId !== null) return <OneApplication key={openId} id={openId} />;
  return isKnown ? <Welcome /> : null;
}

/** What the page is for, while it is empty. */
function Welcome() {
  const hasApis = useChannel('api:count', {}).data !== 0;
  return (
    <EmptyState
      icon={AppWindow}
      title={t('application.welcomeTitle')}
      text={t('application.welcome')}
      action={
        <>
          <Button
            variant={hasApis ? 'default' : 'primary'}
            icon={FileUp}
            onPress={() => runCommand('api.import')}
          >
            {t('application.importApis')}
          </Button>
          <Button
            variant={hasApis ? 'primary' : 'default'}
            icon={Plus}
            onPress={openNewApplication}
          >
            {t('application.first')}
          </Button>
        </>
      }
    />
  );
}

function OneApplication({ id }: Readonly<{ id: ApplicationId }>) {
  const { data: application, error } = useChannel('application:get', { id });
  const tab = usePlace((place) => place.tab);
  if (error !== null) {
    return (
      <PageBody>
        <Notice tone="danger">{errorText(error.error)}</Notice>
      </PageBody>
    );
  }
  if (application === undefined) {
    return (
      <PageBody>
        <Placeholder label={t('application.loading')} lines={6} />
      </PageBody>
    );
  }
  const content = {
    overview: <Overview application={application} />,
    'production-keys': <KeysTab application={application} keyType="PRODUCTION" />,
    'sandbox-keys': <KeysTab application={application} keyType="SANDBOX" />,
    subscriptions: (
      <SubscriptionsTab
        application={application}
        nextStep={<NextStep application={application} />}
      />
    ),
  };
  return (
    <div id={DETAIL_ID} className={css['detail']}>
      <PageHeader
        title={application.name}
        mark={<Tile name={application.name} size="large" />}
        subtitle={<QuotaFact name={application.perTokenQuota} />}
        level={2}
        actions={
          <>
            <Button
              action="application.edit"
              icon={Pencil}
              onPress={() => openApplicationDialog('edit', id)}
            >
              {t('application.edit')}
            </Button>
            <MoreButton entries={moreOf(application)} />
          </>
        }
      />
      <Tabs
        label={t('application.tabs')}
        selected={tab}
        onSelect={openTab}
        tabs={applicationTabs.map((id) => ({
          id,
          label: t(`frame.tabs.${id}`),
          content: content[id],
        }))}
      />
    </div>
  );
}

function QuotaFact({ name }: Readonly<{ name: string }>) {
  return t('application.quotaFact', { quota: useQuotaText(name) });
}

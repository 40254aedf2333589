import { Boxes, Pencil, Trash2 } from 'lucide-react';
import type { Api } from '../../../shared/domain/api.ts';
import type { ApiId } from '../../../shared/domain/ids.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { Moment } from '../../format/moment.tsx';
import { useChannel } from '../../program/calls.ts';
import { useQuiet } from '../../program/quiet.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { KeyValue } from '../../ui/key-value.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Placeholder } from '../../ui/placeholder.tsx';
import { PageBody, Section } from '../../ui/section.tsx';
import { ApiInvitation } from './api-invitation.tsx';
import { ApiScopes } from './api-scopes.tsx';
import { openApiDialog, useCurrentApi } from './api-store.ts';
import { LongText } from './long-text.tsx';

/** The API that is selected in the list. */
export function ApiDetail() {
  const { isKnown, id: selectedId } = useCurrentApi();
  const id = useQuiet(selectedId);
  if (id !== null) return <OneApi key={id} id={id} />;
  return isKnown ? <ApiInvitation /> : null;
}

function OneApi({ id }: Readonly<{ id: ApiId }>) {
  const { data: api, error } = useChannel('api:get', { id });
  if (error !== null) {
    return (
      <PageBody>
        <Notice tone="danger">{errorText(error.error)}</Notice>
      </PageBody>
    );
  }
  if (api === undefined) {
    return (
      <PageBody>
        <Placeholder label={t('api.loading')} lines={6} />
      </PageBody>
    );
  }
  return (
    <>
      <PageHeader
        title={api.name}
        level={2}
        icon={Boxes}
        badge={<Badge>{api.version}</Badge>}
        subtitle={<span dir="ltr">{api.context}</span>}
        actions={
          <>
            <Button
              action="api.delete"
              icon={Trash2}
              onPress={() => openApiDialog({ kind: 'delete', id })}
            >
              {t('api.delete')}
            </Button>
            <Button
              action="api.edit"
              icon={Pencil}
              onPress={() => openApiDialog({ kind: 'edit', id })}
            >
              {t('api.edit')}
            </Button>
          </>
        }
      />
      <PageBody>
        <Facts api={api} />
        {api.description !== '' && (
          <Section title={t('api.description')}>
            <LongText text={api.description} />
          </Section>
        )}
        <Section title={t('api.scopesTitle')} description={t('api.scopesText')} isWide>
          <ApiScopes api={api} />
        </Section>
      </PageBody>
    </>
  );
}

function Facts({ api }: Readonly<{ api: Api }>) {
  const plans = useChannel('business-plan:list', {}).data ?? [];
  const offered = plans.filter(({ id }) => api.businessPlanIds.includes(id));
  return (
    <Section title={t('api.facts')}>
      <KeyValue
        items={[
          { label: t('api.context'), value: api.context, isMono: true },
          { label: t('api.provider'), value: api.provider || t('api.noProvider') },
          {
            label: t('api.businessPlans'),
            value: offered.map(({ name }) => name).join(', ') || t('api.noPlans'),
          },
          {
            label: t('api.used'),
            value: t('api.usedBy', { apps: api.applicationCount, subs: api.subscriptionCount }),
          },
          {
            label: t('api.changed'),
            value: <Moment at={api.updatedAt} />,
          },
        ]}
      />
    </Section>
  );
}

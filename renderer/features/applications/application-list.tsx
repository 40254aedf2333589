import { Copy, Pencil, Plus } from 'lucide-react';
import { useRef } from 'react';
import type { ApplicationSummary } from '../../../shared/domain/application.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useCommand, useSearchCommand } from '../../program/commands.ts';
import { openApplication } from '../../program/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { List, type ListRow } from '../../ui/list.tsx';
import type { MenuEntry } from '../../ui/menu-entry.ts';
import { Notice } from '../../ui/notice.tsx';
import { ListHeader } from '../../ui/page-header.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Select } from '../../ui/select.tsx';
import { TokenBadge } from '../tokens/token-expiry.tsx';
import { ApplicationDialogs } from './application-dialogs.tsx';
import css from './application-list.module.css';
import { moreOf } from './application-menu.ts';
import {
  type ApplicationSort,
  applicationSorts,
  foundOf,
  openApplicationDialog,
  openNewApplication,
  useApplicationPage,
  useApplications,
} from './application-store.ts';
import { copyProductionToken } from './copy-production-token.ts';
import { focusDetail } from './focus-detail.ts';

const sortOptions = applicationSorts.map((id) => ({ id, label: t(`application.sorts.${id}`) }));

/** The applications, narrowed and sorted; the selected one is open beside it. */
export function ApplicationList() {
  const { list, all, openId } = useApplications();
  const { search, sort } = useApplicationPage();
  const searchField = useSearchCommand();
  const listBox = useRef<HTMLDivElement>(null);
  useCommand('application.new', openNewApplication);

  const shown = foundOf(all, search);

  /** Rows know their application by its bare id. */
  function withOne(id: string, act: (application: ApplicationSummary) => void): void {
    const application = all.find((one) => one.id === id);
    if (application !== undefined) act(application);
  }

  return (
    <>
      <div className={css['head']}>
        <ListHeader
          title={t('application.title')}
          count={all.length > 0 ? String(all.length) : undefined}
          actions={
            <Button
              variant="primary"
              icon={Plus}
              onPress={openNewApplication}
              aria-label={t('application.add')}
            >
              <span className={css['long']}>{t('application.add')}</span>
              <span className={css['short']}>{t('application.addShort')}</span>
            </Button>
          }
        >
          <SearchField
            ref={searchField}
            label={t('application.search')}
            value={search}
            onChange={(search) => useApplicationPage.setState({ search })}
            onSubmit={() => {
              const [first] = shown;
              if (first === undefined) return;
              openApplication(first.id);
              focusDetail();
            }}
            onArrowDown={() => listBox.current?.focus()}
            autoFocus
          />
          <Select<ApplicationSort>
            label={t('application.sortBy')}
            isLabelHidden
            variant="quiet"
            options={sortOptions}
            value={sort}
            onChange={(sort) => useApplicationPage.setState({ sort })}
          />
        </ListHeader>
      </div>
      {list.error !== null && <Notice tone="danger">{errorText(list.error.error)}</Notice>}
      <List
        ref={listBox}
        label={t('application.list')}
        items={shown}
        row={rowOf}
        selectedId={openId}
        onSelect={(id) => withOne(id, (application) => openApplication(application.id))}
        onOpen={(id) =>
          withOne(id, (application) => {
            openApplication(application.id);
            focusDetail();
          })
        }
        onCopy={(id) => withOne(id, (application) => void copyProductionToken(application))}
        onDelete={(id) =>
          withOne(id, (application) => openApplicationDialog('delete', application.id))
        }
        rowMenu={(id) => {
          const application = all.find((one) => one.id === id);
          return application === undefined ? [] : menuOf(application);
        }}
        emptyState={
          list.isSuccess && (
            <p className={css['empty']}>
              {all.length === 0 ? t('application.none') : t('application.noMatch', { search })}
            </p>
          )
        }
      />
      <ApplicationDialogs />
    </>
  );
}

function rowOf(application: ApplicationSummary): ListRow {
  const { name, subscriptionCount, perTokenQuota, production } = application;
  return {
    title: name,
    subtitle: t('application.facts', {
      count: subscriptionCount,
      quota: t(`application.quotas.${perTokenQuota}`),
    }),
    trailing: production === null ? undefined : <TokenBadge token={production} />,
  };
}

function menuOf(application: ApplicationSummary): readonly MenuEntry[] {
  const { id } = application;
  return [
    {
      id: 'copy',
      label: t('application.copyToken'),
      icon: Copy,
      onAction: () => void copyProductionToken(application),
    },
    {
      id: 'edit',
      label: t('application.edit'),
      icon: Pencil,
      onAction: () => openApplicationDialog('edit', id),
    },
    ...moreOf(id),
  ];
}

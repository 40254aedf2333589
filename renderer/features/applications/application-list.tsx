import { Copy, Pencil, Plus } from 'lucide-react';
import { useRef } from 'react';
import {
  type ApplicationSort,
  type ApplicationSummary,
  applicationSorts,
} from '../../../shared/domain/application.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useChannel } from '../../program/calls.ts';
import { useCommand, useSearchCommand } from '../../program/commands.ts';
import { openApplication } from '../../program/navigation.ts';
import { Button } from '../../ui/button.tsx';
import type { ListRow } from '../../ui/list-row.tsx';
import type { MenuEntry } from '../../ui/menu-entry.ts';
import { NoMatch } from '../../ui/no-match.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ListHeader } from '../../ui/page-header.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Select } from '../../ui/select.tsx';
import { Tile } from '../../ui/tile.tsx';
import { WindowList } from '../../ui/window-list.tsx';
import { openBulk } from '../bulk/bulk-store.ts';
import { TokenTime } from '../tokens/token-expiry.tsx';
import { ApplicationDialogs } from './application-dialogs.tsx';
import css from './application-list.module.css';
import { moreOf } from './application-menu.ts';
import {
  chooseApplications,
  firstFound,
  narrowApplications,
  openApplicationDialog,
  openNewApplication,
  useApplicationPage,
  useFoundApplications,
  useOpenApplication,
} from './application-store.ts';
import { copyProductionToken } from './copy-production-token.ts';
import { focusDetail } from './focus-detail.ts';

const sortOptions = applicationSorts.map((id) => ({ id, label: t(`application.sorts.${id}`) }));

/** For all applications, or for those that are found now. */
function generateForMany(): void {
  openBulk({ what: 'generate', search: useApplicationPage.getState().search.trim() });
}

async function openFirst(): Promise<void> {
  const first = await firstFound();
  if (first === null) return;
  openApplication(first);
  focusDetail();
}

/** The applications, narrowed and sorted; the selected one is open beside it. */
export function ApplicationList() {
  const { openId } = useOpenApplication();
  const found = useFoundApplications();
  const { search, sort, shown, chosen } = useApplicationPage();
  const all = useChannel('application:count', {}).data ?? 0;
  const searchField = useSearchCommand();
  const listBox = useRef<HTMLDivElement>(null);
  useCommand('application.new', openNewApplication);
  useCommand('bulk.generate', generateForMany);

  /** Rows know their application by its bare id. */
  function withOne(id: string, act: (application: ApplicationSummary) => void): void {
    const row = found.rows.find((one) => one.id === id);
    if (row !== undefined) act(row.item);
  }

  return (
    <>
      <div className={css['head']}>
        <ListHeader
          title={t('application.title')}
          count={all > 0 ? String(all) : undefined}
          actions={
            <Button icon={Plus} onPress={openNewApplication} aria-label={t('application.add')}>
              <span className={css['long']}>{t('application.add')}</span>
              <span className={css['short']}>{t('application.addShort')}</span>
            </Button>
          }
        >
          <SearchField
            ref={searchField}
            label={t('application.search')}
            value={search}
            onChange={(search) => narrowApplications({ search })}
            onSubmit={() => void openFirst()}
            onArrowDown={() => listBox.current?.focus()}
            autoFocus
          />
          <Select<ApplicationSort>
            label={t('application.sortBy')}
            isLabelHidden
            variant="quiet"
            options={sortOptions}
            value={sort}
            onChange={(sort) => narrowApplications({ sort })}
          />
          <ShownChoice />
        </ListHeader>
      </div>
      {found.error !== null && <Notice tone="danger">{errorText(found.error)}</Notice>}
      <WindowList
        ref={listBox}
        label={t('application.list')}
        window={found}
        placeOf={sort === 'name' && search === '' && shown === 'all' ? placeOf : undefined}
        row={rowOf}
        selectedId={openId}
        onSelect={(id) =>
          withOne(id, (application) => {
            chooseApplications([]);
            openApplication(application.id);
          })
        }
        many={{ ids: chosen, onSelect: chooseApplications }}
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
          const row = found.rows.find((one) => one.id === id);
          return row === undefined ? [] : menuOf(row.item);
        }}
        emptyState={
          found.isAnswered &&
          (all === 0 ? (
            <p className={css['empty']}>{t('application.none')}</p>
          ) : (
            <NoMatch
              text={t('application.noMatch', { search })}
              onClear={() => narrowApplications({ search: '', shown: 'all' })}
            />
          ))
        }
      />
      <ApplicationDialogs shown={found.rows} />
    </>
  );
}

/** Which applications are listed; nothing to choose without favourites and groups. */
function ShownChoice() {
  const shown = useApplicationPage((page) => page.shown);
  const groups = useChannel('application:groups', {}).data ?? [];
  const favourites = useChannel('application:count', { favourite: true }).data ?? 0;
  if (groups.length === 0 && favourites === 0 && shown === 'all') return null;
  const options = [
    { id: 'all' as const, label: t('application.shownAll') },
    { id: 'favourites' as const, label: t('application.shownFavourites') },
    ...groups.map(({ name, count }) => ({
      id: `group ${name}` as const,
      label: t('application.shownGroup', { name, count }),
    })),
  ];
  return (
    <Select
      label={t('application.shown')}
      isLabelHidden
      variant="quiet"
      options={options}
      value={shown}
      onChange={(next) => narrowApplications({ shown: next })}
    />
  );
}

async function placeOf(typed: string): Promise<number | null> {
  const place = await window.latchkey.call('application:place', { typed });
  return place.ok ? place.value : null;
}

function rowOf(application: ApplicationSummary): ListRow {
  const { name, subscriptionCount, production } = application;
  return {
    title: name,
    mark: <Tile name={name} />,
    subtitle: t('application.facts', { count: subscriptionCount }),
    trailing: <TokenTime token={production} />,
    hoverAction:
      production === null
        ? undefined
        : {
            label: t('application.copyToken'),
            icon: Copy,
            onPress: () => void copyProductionToken(application),
          },
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
    ...moreOf(application),
  ];
}

import { FileUp, Pencil, Plus, Trash2 } from 'lucide-react';
import { useRef } from 'react';
import { type ApiSort, type ApiSummary, apiSorts } from '../../../shared/domain/api.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useChannel } from '../../program/calls.ts';
import { useCommand, useSearchCommand } from '../../program/commands.ts';
import { Button } from '../../ui/button.tsx';
import { FileDropZone } from '../../ui/file-drop-zone.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import type { ListRow } from '../../ui/list-row.tsx';
import type { MenuEntry } from '../../ui/menu-entry.ts';
import { NoMatch } from '../../ui/no-match.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ListHeader } from '../../ui/page-header.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Select } from '../../ui/select.tsx';
import { WindowList } from '../../ui/window-list.tsx';
import { ApiDialogs } from './api-dialogs.tsx';
import css from './api-list.module.css';
import {
  firstFound,
  newApi,
  openApiDialog,
  selectApi,
  useApiPage,
  useCurrentApi,
  useFoundApis,
} from './api-store.ts';
import { ImportStatus } from './import-status.tsx';
import { chooseFiles, readFiles, useImport } from './import-store.ts';

const sortOptions = apiSorts.map((id) => ({ id, label: t(`api.sorts.${id}`) }));

async function selectFirst(): Promise<void> {
  const first = await firstFound();
  if (first !== null) selectApi(first);
}

/** The APIs, narrowed and sorted; files dropped on it are read. */
export function ApiList() {
  const found = useFoundApis();
  const { search, sort } = useApiPage();
  const { id: selectedId } = useCurrentApi();
  const all = useChannel('api:count', {}).data ?? 0;
  const isReading = useImport((state) => state.reading !== null);
  const searchField = useSearchCommand();
  const listBox = useRef<HTMLDivElement>(null);
  useCommand('api.import', chooseFiles);
  useCommand('api.new', newApi);

  function select(id: string): void {
    const row = found.rows.find((row) => row.id === id);
    if (row !== undefined) selectApi(row.item.id);
  }

  function open(kind: 'edit' | 'delete', id: string): void {
    const row = found.rows.find((row) => row.id === id);
    if (row !== undefined) openApiDialog({ kind, id: row.item.id });
  }

  return (
    <>
      <FileDropZone label={t('api.dropHere')} onFiles={readFiles} isFilling takesFolders>
        <ListHeader
          title={t('api.title')}
          {...(all > 0 && {
            count: String(all),
            actions: <Actions isReading={isReading} />,
          })}
        >
          <SearchField
            ref={searchField}
            label={t('api.search')}
            value={search}
            onChange={(search) => useApiPage.setState({ search })}
            onSubmit={() => void selectFirst()}
            onArrowDown={() => listBox.current?.focus()}
            autoFocus
          />
          {all > 1 && (
            <Select<ApiSort>
              label={t('api.sortBy')}
              isLabelHidden
              variant="quiet"
              options={sortOptions}
              value={sort}
              onChange={(sort) => useApiPage.setState({ sort })}
            />
          )}
        </ListHeader>
        {found.error !== null && <Notice tone="danger">{errorText(found.error)}</Notice>}
        {found.total === 0 && found.isAnswered ? (
          all === 0 ? (
            <p className={css['empty']}>{t('api.noApis')}</p>
          ) : (
            <NoMatch
              text={t('api.noMatch', { search })}
              onClear={() => useApiPage.setState({ search: '' })}
            />
          )
        ) : (
          <WindowList
            ref={listBox}
            label={t('api.list')}
            window={found}
            placeOf={sort === 'name' && search === '' ? placeOf : undefined}
            row={rowOf}
            selectedId={selectedId}
            onSelect={select}
            onOpen={(id) => open('edit', id)}
            onDelete={(id) => open('delete', id)}
            rowMenu={(id) => menuOf(id, open)}
          />
        )}
        <ImportStatus />
      </FileDropZone>
      {/* Outside the drop zone, since drags in a dialog would bubble into it. */}
      <ApiDialogs shown={found.rows} />
    </>
  );
}

function Actions({ isReading }: Readonly<{ isReading: boolean }>) {
  return (
    <>
      <IconButton label={t('api.add')} icon={Plus} onPress={newApi} />
      <Button
        icon={FileUp}
        onPress={chooseFiles}
        disabledReason={isReading ? t('import.busy') : undefined}
      >
        {t('api.import')}
      </Button>
    </>
  );
}

async function placeOf(typed: string): Promise<number | null> {
  const place = await window.latchkey.call('api:place', { typed });
  return place.ok ? place.value : null;
}

function rowOf(api: ApiSummary): ListRow {
  return {
    title: api.name,
    subtitle: (
      <span className={css['facts']}>
        <span className={css['context']} dir="ltr">
          {api.context}
        </span>
        <span className={css['counts']}>
          {` · ${t('api.scopes', { count: api.scopeCount })} · ${t('api.usedIn', { count: api.applicationCount })}`}
        </span>
      </span>
    ),
    trailing: (
      <span className={css['version']} title={api.version}>
        {api.version}
      </span>
    ),
  };
}

function menuOf(
  id: string,
  open: (kind: 'edit' | 'delete', id: string) => void,
): readonly MenuEntry[] {
  return [
    { id: 'edit', label: t('api.edit'), icon: Pencil, onAction: () => open('edit', id) },
    'separator',
    {
      id: 'delete',
      label: t('api.delete'),
      icon: Trash2,
      isDanger: true,
      onAction: () => open('delete', id),
    },
  ];
}

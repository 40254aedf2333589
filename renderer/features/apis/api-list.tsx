import { FileUp, Pencil, Plus, Trash2 } from 'lucide-react';
import { useRef } from 'react';
import type { ApiSummary } from '../../../shared/domain/api.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { matches } from '../../format/matches.ts';
import { useChannel } from '../../program/calls.ts';
import { useCommand, useSearchCommand } from '../../program/commands.ts';
import { Button } from '../../ui/button.tsx';
import { FileDropZone } from '../../ui/file-drop-zone.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { List, type ListRow } from '../../ui/list.tsx';
import type { MenuEntry } from '../../ui/menu-entry.ts';
import { Notice } from '../../ui/notice.tsx';
import { ListHeader } from '../../ui/page-header.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Select } from '../../ui/select.tsx';
import { useCollator } from '../../ui/use-collator.ts';
import { ApiDialogs } from './api-dialogs.tsx';
import css from './api-list.module.css';
import {
  type ApiSort,
  apiSorts,
  currentApi,
  newApi,
  openApiDialog,
  selectApi,
  sortApis,
  useApiPage,
} from './api-store.ts';
import { ImportStatus } from './import-status.tsx';
import { chooseFiles, readFiles, useImport } from './import-store.ts';

const sortOptions = apiSorts.map((id) => ({ id, label: t(`api.sorts.${id}`) }));

/** The APIs, narrowed and sorted; files dropped on it are read. */
export function ApiList() {
  const list = useChannel('api:list', {});
  const { selectedId, search, sort } = useApiPage();
  const isReading = useImport((state) => state.reading !== null);
  const collator = useCollator();
  const searchField = useSearchCommand();
  const listBox = useRef<HTMLDivElement>(null);
  useCommand('api.import', chooseFiles);
  useCommand('api.new', newApi);

  const all = sortApis(list.data ?? [], sort, collator);
  const shown = all.filter(({ name, version, context, provider }) =>
    matches(search, [name, version, context, provider]),
  );
  const current = currentApi(all, selectedId);

  function select(id: string): void {
    const api = all.find((api) => api.id === id);
    if (api !== undefined) selectApi(api.id);
  }

  function open(kind: 'edit' | 'delete', id: string): void {
    const api = all.find((api) => api.id === id);
    if (api !== undefined) openApiDialog({ kind, id: api.id });
  }

  return (
    <>
      <FileDropZone label={t('api.dropHere')} onFiles={readFiles} isFilling takesFolders>
        <ListHeader
          title={t('api.title')}
          {...(all.length > 0 && {
            count: String(all.length),
            actions: <Actions isReading={isReading} />,
          })}
        >
          <SearchField
            ref={searchField}
            label={t('api.search')}
            value={search}
            onChange={(search) => useApiPage.setState({ search })}
            onSubmit={() => {
              if (shown[0] !== undefined) selectApi(shown[0].id);
            }}
            onArrowDown={() => listBox.current?.focus()}
            autoFocus
          />
          {all.length > 1 && (
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
        {list.error !== null && <Notice tone="danger">{errorText(list.error.error)}</Notice>}
        {shown.length === 0 && list.isSuccess ? (
          <p className={css['empty']}>
            {all.length === 0 ? t('api.noApis') : t('api.noMatch', { search })}
          </p>
        ) : (
          <List
            ref={listBox}
            label={t('api.list')}
            items={shown}
            row={rowOf}
            selectedId={current?.id ?? null}
            onSelect={select}
            onOpen={(id) => open('edit', id)}
            onDelete={(id) => open('delete', id)}
            rowMenu={(id) => menuOf(id, open)}
          />
        )}
        <ImportStatus />
      </FileDropZone>
      {/* Not inside: what is dragged in a dialog would bubble into the drop zone. */}
      <ApiDialogs />
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

import { Boxes, Pencil, SearchX } from 'lucide-react';
import { useState } from 'react';
import type { CatalogueScope } from '../../../shared/domain/catalogue.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { usePages } from '../../program/calls.ts';
import { useDebounced } from '../../program/debounced.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable, type TableColumn } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { ScopeForm } from './scope-form.tsx';
import { UseDialog } from './use-dialog.tsx';

const PAGE = 100;

interface Row extends CatalogueScope {
  readonly id: string;
}

/** Every scope that an API defines, once. */
export function Scopes() {
  const [search, setSearch] = useState('');
  const [edited, setEdited] = useState<CatalogueScope | null>(null);
  const [shown, setShown] = useState<CatalogueScope | null>(null);
  const prefix = useDebounced(search).trim();
  const asked = { limit: PAGE, ...(prefix !== '' && { prefix }) };
  const pages = usePages('scope:list', asked, ({ scopes, more }) => {
    const last = scopes.at(-1);
    return more && last !== undefined ? { after: last.name } : undefined;
  });
  const scopes = pages.data?.pages.flatMap((page) => page.scopes) ?? [];
  const rows = scopes.map((scope) => Object.assign({ id: scope.name }, scope));
  return (
    <>
      {pages.error !== null && <Notice tone="danger">{errorText(pages.error.error)}</Notice>}
      <SearchField label={t('scopes.search')} value={search} onChange={setSearch} />
      <DataTable
        label={t('scopes.title')}
        columns={columnsOf(setShown, setEdited)}
        items={rows}
        maxRows={14}
        onOpen={(id) => setEdited(scopes.find(({ name }) => name === id) ?? null)}
        onLoadMore={pages.hasNextPage ? () => void pages.fetchNextPage() : undefined}
        isLoadingMore={pages.isFetchingNextPage}
        emptyState={
          pages.isPending ? null : <NoScopes search={prefix} onClear={() => setSearch('')} />
        }
      />
      {edited !== null && <ScopeForm scope={edited} onClose={() => setEdited(null)} />}
      {shown !== null && (
        <UseDialog name={shown.name} used={{ scope: shown.name }} onClose={() => setShown(null)} />
      )}
    </>
  );
}

function NoScopes({ search, onClear }: Readonly<{ search: string; onClear: () => void }>) {
  return search === '' ? (
    <EmptyState icon={Boxes} title={t('scopes.none')} text={t('scopes.noneText')} />
  ) : (
    <EmptyState
      icon={SearchX}
      title={t('scopes.noMatch', { search })}
      action={<Button onPress={onClear}>{t('ui.clearSearch')}</Button>}
    />
  );
}

function columnsOf(
  onShow: (scope: CatalogueScope) => void,
  onEdit: (scope: CatalogueScope) => void,
): readonly TableColumn<Row>[] {
  return [
    {
      id: 'name',
      title: t('api.scope'),
      cell: ({ name }) => name,
      isRowHeader: true,
      isMono: true,
      width: '2fr',
      minWidth: 140,
    },
    {
      id: 'description',
      title: t('api.scopeDescription'),
      cell: (scope) => <span title={scope.description}>{descriptionOf(scope)}</span>,
      text: descriptionOf,
      width: '3fr',
      minWidth: 140,
    },
    {
      id: 'used',
      title: t('catalogue.usedBy'),
      cell: (scope) => (
        <LinkButton onPress={() => onShow(scope)}>
          {t('catalogue.apis', { count: scope.apiCount })}
        </LinkButton>
      ),
      text: ({ apiCount: count }) => t('catalogue.apis', { count }),
      width: 120,
    },
    {
      id: 'actions',
      title: t('businessPlan.actions'),
      isTitleHidden: true,
      cell: (scope) => (
        <IconButton
          label={t('businessPlan.edit', { plan: scope.name })}
          icon={Pencil}
          onPress={() => onEdit(scope)}
        />
      ),
      text: () => '',
      width: 72,
      minWidth: 72,
    },
  ];
}

function descriptionOf({ name, displayName, description, differs }: CatalogueScope): string {
  if (differs) return t('scopes.differs');
  return [displayName === name ? '' : displayName, description].filter(Boolean).join(': ');
}

import { type Api, apiTitle, type Scope } from '../../../shared/domain/api.ts';
import { t } from '../../../shared/words/words.ts';
import { DataTable, type TableColumn } from '../../ui/data-table.tsx';
import { useSorted } from '../../ui/use-sorted.ts';

type ScopeItem = Scope & Readonly<{ id: string }>;

const columns: readonly TableColumn<ScopeItem>[] = [
  {
    id: 'name',
    title: t('api.scope'),
    cell: ({ name }) => name,
    isRowHeader: true,
    isSortable: true,
    isMono: true,
    width: '2fr',
    minWidth: 140,
  },
  {
    id: 'displayName',
    title: t('api.displayName'),
    cell: ({ displayName }) => displayName,
    isSortable: true,
    width: '2fr',
    minWidth: 120,
  },
  {
    id: 'description',
    title: t('api.scopeDescription'),
    cell: ({ description }) => <span title={description}>{description}</span>,
    width: '4fr',
    minWidth: 160,
  },
];

const sortKeys = {
  name: ({ name }: ScopeItem) => name,
  displayName: ({ displayName }: ScopeItem) => displayName,
};

export function ApiScopes({ api }: Readonly<{ api: Api }>) {
  const items = api.scopes.map((scope) => ({ ...scope, id: scope.name }));
  const sorted = useSorted(items, sortKeys, { column: 'name', direction: 'ascending' });
  const hasDisplayNames = items.some(
    ({ name, displayName }) => displayName !== '' && displayName !== name,
  );
  if (items.length === 0) return <p>{t('api.noScopes')}</p>;
  return (
    <DataTable
      label={t('api.scopesOf', { api: apiTitle(api) })}
      columns={hasDisplayNames ? columns : columns.filter(({ id }) => id !== 'displayName')}
      maxRows={12}
      {...sorted}
    />
  );
}

import { apiTitle } from '../../../shared/domain/api.ts';
import { t } from '../../../shared/words/words.ts';
import { Badge, type BadgeTone } from '../../ui/badge.tsx';
import { DataTable, type TableColumn } from '../../ui/data-table.tsx';
import { type ScopeChange, type ScopeLine, scopeLines } from './import-difference.ts';
import type { ReviewRow } from './import-store.ts';

const tones = {
  added: 'accent',
  removed: 'revoked',
  changed: 'expiring',
  same: 'neutral',
} as const satisfies Record<ScopeChange, BadgeTone>;

const scopeColumns: readonly TableColumn<ScopeLine>[] = [
  {
    id: 'name',
    title: t('import.scope'),
    cell: ({ name }) => name,
    isRowHeader: true,
    isMono: true,
    width: '2fr',
    minWidth: 140,
  },
  {
    id: 'description',
    title: t('import.description'),
    cell: (line) => <span title={wordsOf(line)}>{wordsOf(line)}</span>,
    width: '3fr',
    minWidth: 160,
  },
];

const changeColumn: TableColumn<ScopeLine> = {
  id: 'change',
  title: t('import.change'),
  cell: ({ change }) => <Badge tone={tones[change]}>{t(`import.scopeChanges.${change}`)}</Badge>,
  text: ({ change }) => t(`import.scopeChanges.${change}`),
  width: 112,
  minWidth: 96,
};

/** The scopes of one row; of an existing API, with what changes about each. */
export function ImportScopes({ row }: Readonly<{ row: ReviewRow }>) {
  return (
    <DataTable
      label={t('import.scopesOf', { api: apiTitle(row) })}
      columns={row.existing === null ? scopeColumns : [changeColumn, ...scopeColumns]}
      items={scopeLines(row)}
      maxRows={8}
    />
  );
}

function wordsOf(line: ScopeLine): string {
  const now = line.description || line.displayName;
  if (line.before === null) return now;
  return t('import.changedFrom', {
    before: line.before.description || line.before.displayName,
    after: now,
  });
}

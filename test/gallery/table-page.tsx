import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { DataTable, type TableColumn } from '../../renderer/ui/data-table.tsx';
import { EmptyState } from '../../renderer/ui/empty-state.tsx';
import { ListHeader } from '../../renderer/ui/page-header.tsx';
import { StatusBadge } from '../../renderer/ui/status-badge.tsx';
import { useSorted } from '../../renderer/ui/use-sorted.ts';
import { applications, nothing, type SampleApplication } from './sample.ts';

const columns: readonly TableColumn<SampleApplication>[] = [
  {
    id: 'name',
    title: 'Application',
    cell: ({ name }) => name,
    isRowHeader: true,
    isSortable: true,
    width: '2fr',
    minWidth: 160,
  },
  {
    id: 'status',
    title: 'Status',
    cell: ({ status }) => <StatusBadge status={status} />,
    width: 140,
  },
  {
    id: 'apis',
    title: 'APIs',
    cell: ({ apis }) => apis,
    isSortable: true,
    align: 'end',
    width: 90,
  },
  { id: 'jti', title: 'Token id', cell: ({ jti }) => jti, isMono: true, minWidth: 140 },
];

const keys = {
  name: ({ name }: SampleApplication) => name,
  apis: ({ apis }: SampleApplication) => apis,
};
const byName = { column: 'name', direction: 'ascending' } as const;

type SampleTableProps = Readonly<{
  items: readonly SampleApplication[];
  selection: 'none' | 'multiple';
  maxRows?: number;
}>;

export function SampleTable({ items, selection, maxRows }: SampleTableProps) {
  const [ids, setIds] = useState<readonly string[]>(['app-2']);
  const sorted = useSorted(items, keys, byName);
  return (
    <DataTable
      label="Tokens"
      columns={columns}
      selection={selection}
      selectedIds={ids}
      onSelect={setIds}
      onOpen={nothing}
      rowMenu={() => [{ id: 'open', label: 'Open', onAction: nothing }]}
      maxRows={maxRows}
      emptyState={
        <EmptyState
          icon={KeyRound}
          title="No tokens yet"
          text="Generate Keys makes the first one."
        />
      }
      {...sorted}
    />
  );
}

export function TablePage({ count = 10_000 }: Readonly<{ count?: number }>) {
  const [items] = useState(() => applications(count));
  return (
    <div style={{ display: 'flex', flexDirection: 'column', height: '100%' }}>
      <ListHeader title="Tokens" count={String(count)} />
      <SampleTable items={items} selection="multiple" />
    </div>
  );
}

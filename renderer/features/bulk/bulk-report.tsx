import { useState } from 'react';
import { type BulkIssue, type BulkItem, leftOut } from '../../../shared/domain/bulk.ts';
import { appError } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { Moment } from '../../format/moment.tsx';
import { usePages } from '../../program/calls.ts';
import { openApplication } from '../../program/navigation.ts';
import { DataTable, type TableColumn } from '../../ui/data-table.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { closeBulk } from './bulk-store.ts';
import { EncryptedFiles } from './encrypted-files.tsx';

const PAGE = 100;

interface Row {
  readonly id: string;
  readonly item: BulkItem;
}

function ownColumns(last: TableColumn<Row>): readonly TableColumn<Row>[] {
  return [
    {
      id: 'application',
      title: t('bulk.columns.application'),
      isRowHeader: true,
      cell: ({ item }) => item.applicationName,
    },
    {
      id: 'type',
      title: t('bulk.columns.type'),
      width: 120,
      cell: ({ item }) => t(`keyTypes.${item.keyType}`),
    },
    last,
  ];
}

const columnsOf = {
  issued: () =>
    ownColumns({
      id: 'expires',
      title: t('bulk.columns.expires'),
      cell: ({ item }) => (item.expiresAt === null ? null : <Moment at={item.expiresAt} />),
      text: ({ item }) => String(item.expiresAt ?? ''),
    }),
  'left-out': () =>
    ownColumns({
      id: 'reason',
      title: t('bulk.columns.reason'),
      width: '2fr',
      cell: ({ item }) => (item.code === null ? '' : errorText(appError(item.code))),
    }),
} as const;

/** What was issued or revoked, and what was left out and why. */
export function BulkReport({ issue }: Readonly<{ issue: BulkIssue }>) {
  const isRevoking = issue.kind === 'revoke';
  const hasBoth = issue.issued > 0 && leftOut(issue) > 0;
  const [which, setWhich] = useState<'issued' | 'left-out'>(
    leftOut(issue) > 0 ? 'left-out' : 'issued',
  );
  // The same arrays each time: new ones would re-render every row.
  const [columns] = useState(() => ({
    issued: columnsOf.issued(),
    'left-out': columnsOf['left-out'](),
  }));
  const pages = usePages('bulk:items', { id: issue.id, which, limit: PAGE }, (page) => {
    const last = page.items.at(-1);
    return page.more && last !== undefined ? { after: last.position } : undefined;
  });
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const rows = items.map((item) => ({ id: String(item.position), item }));
  return (
    <>
      {hasBoth && (
        <RadioGroup
          label={t('bulk.show')}
          options={[
            { id: 'left-out', label: t('bulk.showLeftOut', { count: leftOut(issue) }) },
            {
              id: 'issued',
              label: t(isRevoking ? 'bulk.showRevoked' : 'bulk.showIssued', {
                count: issue.issued,
              }),
            },
          ]}
          value={which}
          onChange={setWhich}
        />
      )}
      <DataTable
        label={t('bulk.items')}
        columns={columns[which]}
        maxRows={8}
        items={rows}
        onOpen={(id) => {
          const row = rows.find((one) => one.id === id);
          if (row === undefined) return;
          closeBulk();
          openApplication(row.item.applicationId);
        }}
        onLoadMore={pages.hasNextPage ? () => void pages.fetchNextPage() : undefined}
        isLoadingMore={pages.isFetchingNextPage}
      />
      {!isRevoking && issue.issued > 0 && <EncryptedFiles id={issue.id} />}
    </>
  );
}

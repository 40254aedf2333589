import { FileText, ListChecks, Play, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { BulkIssue } from '../../../shared/domain/bulk.ts';
import { t } from '../../../shared/words/words.ts';
import { Moment } from '../../format/moment.tsx';
import { useChannel } from '../../program/calls.ts';
import { useJob } from '../../program/jobs.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable, type TableColumn } from '../../ui/data-table.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import type { MenuEntry } from '../../ui/menu-entry.ts';
import { BulkReport } from './bulk-report.tsx';
import { openBulk } from './bulk-store.ts';
import { outcomeText } from './bulk-words.ts';

const columns = (): readonly TableColumn<BulkIssue>[] => [
  {
    id: 'when',
    title: t('bulk.columns.when'),
    isRowHeader: true,
    cell: ({ createdAt }) => <Moment at={createdAt} />,
    text: ({ createdAt }) => String(createdAt),
  },
  { id: 'kind', title: t('bulk.columns.kind'), cell: ({ kind }) => t(`bulk.kinds.${kind}`) },
  { id: 'outcome', title: t('bulk.columns.outcome'), width: '2fr', cell: outcomeText },
];

/** Earlier bulk jobs: their reports, and those that were interrupted. */
export function BulkHistory({ onClose }: Readonly<{ onClose: () => void }>) {
  const [shown, setShown] = useState<BulkIssue | null>(null);
  const [own] = useState(columns);
  const issues = useChannel('bulk:list', {}).data ?? [];
  const isRunning = useJob('bulk-run')?.state === 'running';
  const of = (id: string) => issues.find((issue) => issue.id === id);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      width="large"
      title={shown === null ? t('bulk.history') : t('bulk.report')}
      footer={<Button onPress={onClose}>{t('ui.close')}</Button>}
    >
      {shown === null ? (
        <DataTable
          label={t('bulk.history')}
          columns={own}
          items={issues}
          maxRows={10}
          onOpen={(id) => setShown(of(id) ?? null)}
          rowMenu={(id) => {
            const issue = of(id);
            return issue === undefined ? [] : entriesOf(issue, isRunning, setShown);
          }}
          emptyState={<EmptyState icon={ListChecks} title={t('bulk.noHistory')} />}
        />
      ) : (
        <>
          <p>
            {outcomeText(shown)}{' '}
            <LinkButton onPress={() => setShown(null)}>{t('bulk.allIssues')}</LinkButton>
          </p>
          <BulkReport issue={shown} />
        </>
      )}
    </Dialog>
  );
}

function entriesOf(
  issue: BulkIssue,
  isRunning: boolean,
  onShow: (issue: BulkIssue) => void,
): readonly MenuEntry[] {
  const { id, endedAt } = issue;
  return [
    { id: 'report', label: t('bulk.report'), icon: FileText, onAction: () => onShow(issue) },
    {
      id: 'continue',
      label: t('bulk.continue'),
      icon: Play,
      disabledReason: disabledReason(endedAt !== null, isRunning),
      onAction: () => openBulk({ what: 'continue', id }),
    },
    {
      id: 'remove',
      label: t('bulk.remove'),
      icon: Trash2,
      disabledReason: isRunning ? t('bulk.isRunning') : undefined,
      onAction: () => void window.latchkey.call('bulk:discard', { id }),
    },
  ];
}

function disabledReason(isEnded: boolean, isRunning: boolean): string | undefined {
  if (isEnded) return t('bulk.isEnded');
  return isRunning ? t('bulk.isRunning') : undefined;
}

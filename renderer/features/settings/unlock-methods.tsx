import { KeyRound, Pencil, Trash2, UserPlus } from 'lucide-react';
import { useState } from 'react';
import type { UnlockMethodInfo } from '../../../shared/domain/workspace.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { Moment } from '../../format/moment.tsx';
import { formatRelative } from '../../format/time.ts';
import { useChannel } from '../../program/calls.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable, type TableColumn } from '../../ui/data-table.tsx';
import { MoreButton } from '../../ui/menu-button.tsx';
import type { MenuEntry } from '../../ui/menu-entry.ts';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { useNow } from '../../ui/use-now.ts';
import { AddPersonDialog } from '../workspace/add-person-dialog.tsx';
import { ChangePassphraseDialog } from '../workspace/change-passphrase-dialog.tsx';
import { methodName } from '../workspace/method-name.ts';
import { RemoveMethodDialog } from '../workspace/remove-method-dialog.tsx';
import { RenameMethodDialog } from '../workspace/rename-method-dialog.tsx';

type Task = Readonly<{ kind: 'rename' | 'change' | 'remove'; method: UnlockMethodInfo }>;
type Begin = (task: Task) => void;

/** Who can open the workspace, and with what. */
export function UnlockMethods() {
  const { data, error } = useChannel('workspace:methods', {});
  const [task, setTask] = useState<Task | 'add' | null>(null);
  const now = useNow(60_000);
  const close = (): void => setTask(null);
  const methods = data?.methods ?? [];
  const isFull = data !== undefined && methods.length >= data.most;

  return (
    <Section
      title={t('unlock.title')}
      description={t('unlock.text')}
      actions={
        <Button
          action="unlock.add"
          icon={UserPlus}
          disabledReason={isFull ? t('unlock.full', { most: data.most }) : undefined}
          onPress={() => setTask('add')}
        >
          {t('unlock.add')}
        </Button>
      }
    >
      {error !== null && <Notice tone="danger">{errorText(error.error)}</Notice>}
      {methods.length > 0 && (
        <DataTable
          label={t('unlock.title')}
          columns={columnsOf(setTask, now)}
          items={methods}
          rowMenu={(id) =>
            menuOf(
              methods.find((method) => method.id === id),
              setTask,
            )
          }
          dependencies={[now]}
          maxRows={12}
        />
      )}
      {task === 'add' && <AddPersonDialog onClose={close} />}
      {task !== null && task !== 'add' && <TaskDialog task={task} onClose={close} />}
    </Section>
  );
}

function TaskDialog({ task, onClose }: Readonly<{ task: Task; onClose: () => void }>) {
  const { kind, method } = task;
  switch (kind) {
    case 'rename':
      return <RenameMethodDialog method={method} onClose={onClose} />;
    case 'change':
      return <ChangePassphraseDialog method={method} onClose={onClose} />;
    case 'remove':
      return <RemoveMethodDialog method={method} onClose={onClose} />;
    default:
      return kind satisfies never;
  }
}

const columnsOf = (begin: Begin, now: number): readonly TableColumn<UnlockMethodInfo>[] => [
  {
    id: 'name',
    title: t('unlock.columns.name'),
    cell: (method) => {
      const name = methodName(method);
      const shown = method.isCurrent ? t('unlock.inUse', { name }) : name;
      return <span title={shown}>{shown}</span>;
    },
    text: methodName,
    isRowHeader: true,
    width: '1fr',
    // "Ada Lovelace (you)" at the window's default width.
    minWidth: 148,
  },
  {
    id: 'kind',
    title: t('unlock.columns.kind'),
    cell: ({ kind }) => <span title={t(`unlock.kinds.${kind}`)}>{t(`unlock.kinds.${kind}`)}</span>,
    text: ({ kind }) => t(`unlock.kinds.${kind}`),
    width: 136,
  },
  {
    id: 'created',
    title: t('unlock.columns.created'),
    cell: ({ createdAt }) => <When at={createdAt} now={now} none={t('unlock.unknown')} />,
    width: '1fr',
    minWidth: 112,
  },
  {
    id: 'used',
    title: t('unlock.columns.used'),
    cell: ({ lastUsedAt }) => <When at={lastUsedAt} now={now} none={t('unlock.never')} />,
    width: '1fr',
    minWidth: 112,
  },
  actionsColumn(begin),
];

type WhenProps = Readonly<{ at: number | null; now: number; none: string }>;

function When({ at, now, none }: WhenProps) {
  // The page's clock only ticks once a minute.
  return at === null ? none : <Moment at={at}>{formatRelative(Math.min(at, now), now)}</Moment>;
}

function actionsColumn(begin: Begin): TableColumn<UnlockMethodInfo> {
  return {
    id: 'actions',
    title: t('unlock.columns.actions'),
    isTitleHidden: true,
    cell: (method) => (
      <MoreButton
        label={t('unlock.actions', { name: methodName(method) })}
        entries={menuOf(method, begin)}
      />
    ),
    text: () => '',
    width: 72,
    minWidth: 72,
  };
}

function menuOf(method: UnlockMethodInfo | undefined, begin: Begin): readonly MenuEntry[] {
  if (method === undefined) return [];
  const entries: MenuEntry[] = [
    {
      id: 'rename',
      label: t('unlock.rename'),
      icon: Pencil,
      onAction: () => begin({ kind: 'rename', method }),
    },
  ];
  if (method.kind === 'passphrase') {
    entries.push({
      id: 'change',
      label: t('unlock.change'),
      icon: KeyRound,
      onAction: () => begin({ kind: 'change', method }),
    });
  }
  return [
    ...entries,
    {
      id: 'remove',
      label: t('unlock.remove'),
      icon: Trash2,
      isDanger: true,
      onAction: () => begin({ kind: 'remove', method }),
    },
  ];
}

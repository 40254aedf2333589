import { Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { DEFAULT_QUOTA, type Quota } from '../../../shared/domain/catalogue.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { region, t } from '../../../shared/words/words.ts';
import { useChannel } from '../../program/calls.ts';
import { once } from '../../program/once.ts';
import { callConfirmed } from '../../program/presence.ts';
import { DataTable, type TableColumn } from '../../ui/data-table.tsx';
import { ButtonRow } from '../../ui/form-layout.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import type { MenuEntry } from '../../ui/menu-entry.ts';
import { Notice } from '../../ui/notice.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { offerUndoBy } from '../bin/offer-undo.ts';
import { QuotaForm } from './quota-form.tsx';
import { UseDialog } from './use-dialog.tsx';

interface Row extends Quota {
  readonly id: string;
  /** In the list, from 0. */
  readonly position: number;
}

type QuotasProps = Readonly<{ isAdding: boolean; onAdded: () => void }>;

/** How many requests one token of an application may make. */
export function Quotas({ isAdding, onAdded }: QuotasProps) {
  const { data, error } = useChannel('quota:list', {});
  const [edited, setEdited] = useState<Quota | null>(null);
  const [shown, setShown] = useState<Quota | null>(null);
  const rows = (data ?? []).map((quota, position) =>
    Object.assign({ id: quota.name, position }, quota),
  );
  const withRow = (id: string, act: (quota: Quota) => void): void => {
    const row = rows.find((one) => one.id === id);
    if (row !== undefined) act(row);
  };
  return (
    <>
      {error !== null && <Notice tone="danger">{errorText(error.error)}</Notice>}
      {rows.length > 0 && (
        <DataTable
          label={t('quota.title')}
          columns={columnsOf(setShown, setEdited)}
          items={rows}
          maxRows={20}
          onOpen={(id) => withRow(id, setEdited)}
          rowMenu={(id) =>
            rows.filter((row) => row.id === id).flatMap((row) => menuOf(row, setEdited))
          }
        />
      )}
      {isAdding && <QuotaForm quota={null} onClose={onAdded} />}
      {edited !== null && <QuotaForm quota={edited} onClose={() => setEdited(null)} />}
      {shown !== null && (
        <UseDialog name={shown.name} used={{ quota: shown.name }} onClose={() => setShown(null)} />
      )}
    </>
  );
}

async function remove({ name, requestsPerMinute, position }: Row): Promise<void> {
  const deleted = await callConfirmed('quota:delete', { name });
  if (!deleted.ok) {
    showToast({ tone: 'danger', title: errorText(deleted.error) });
    return;
  }
  offerUndoBy(t('businessPlan.deleted', { plan: name }), () =>
    window.latchkey.call('quota:save', { before: null, name, requestsPerMinute, position }),
  );
}

function refusal({ name, applicationCount: count }: Quota): string | undefined {
  if (name === DEFAULT_QUOTA) return t('quota.isDefault');
  return count === 0 ? undefined : t('quota.inUse', { count });
}

function columnsOf(
  onShow: (quota: Quota) => void,
  onEdit: (quota: Quota) => void,
): readonly TableColumn<Row>[] {
  return [
    {
      id: 'name',
      title: t('businessPlan.name'),
      cell: ({ name }) => name,
      isRowHeader: true,
      width: '2fr',
      minWidth: 96,
    },
    {
      id: 'rate',
      title: t('businessPlan.rate'),
      cell: ({ requestsPerMinute }) =>
        requestsPerMinute?.toLocaleString(region()) ?? t('businessPlan.unlimited'),
      width: 168,
      align: 'end',
    },
    {
      id: 'used',
      title: t('catalogue.usedBy'),
      cell: (quota) => (
        <LinkButton onPress={() => onShow(quota)}>
          {t('catalogue.applications', { count: quota.applicationCount })}
        </LinkButton>
      ),
      text: ({ applicationCount: count }) => t('catalogue.applications', { count }),
      width: 168,
    },
    {
      id: 'actions',
      title: t('businessPlan.actions'),
      isTitleHidden: true,
      cell: (quota) => (
        <ButtonRow>
          <IconButton
            label={t('businessPlan.edit', { plan: quota.name })}
            icon={Pencil}
            onPress={() => onEdit(quota)}
          />
          <IconButton
            label={t('businessPlan.delete', { plan: quota.name })}
            icon={Trash2}
            disabledReason={refusal(quota)}
            onPress={() => void once(`delete quota:${quota.name}`, () => remove(quota))}
          />
        </ButtonRow>
      ),
      text: () => '',
      width: 96,
      minWidth: 96,
    },
  ];
}

function menuOf(quota: Row, onEdit: (quota: Quota) => void): readonly MenuEntry[] {
  return [
    {
      id: 'edit',
      label: t('businessPlan.edit', { plan: quota.name }),
      icon: Pencil,
      onAction: () => onEdit(quota),
    },
    'separator',
    {
      id: 'delete',
      label: t('businessPlan.delete', { plan: quota.name }),
      icon: Trash2,
      isDanger: true,
      disabledReason: refusal(quota),
      onAction: () => void once(`delete quota:${quota.name}`, () => remove(quota)),
    },
  ];
}

import { BookmarkPlus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { SavedFilter } from '../../../shared/domain/ledger-filter.ts';
import type { AppError } from '../../../shared/errors.ts';
import { errorText, fieldError } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction, useChannel } from '../../program/calls.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { MenuButton } from '../../ui/menu-button.tsx';
import type { MenuEntry } from '../../ui/menu-entry.ts';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { offerUndoBy } from '../bin/offer-undo.ts';
import { isNarrowed, showInLedger, useLedgerFilter } from './ledger-store.ts';

/** The filters that were given a name, and what keeps the current one. */
export function SavedFilters() {
  const { data = [] } = useChannel('saved-filter:list', {});
  const filter = useLedgerFilter();
  const [isNaming, setNaming] = useState(false);
  const remove = useAction('saved-filter:delete');

  async function forget({ name, filter: kept }: SavedFilter): Promise<void> {
    const removed = await remove.run({ name });
    if (!removed.ok) showToast({ title: errorText(removed.error), tone: 'danger' });
    else {
      offerUndoBy(t('tokens.filterDeleted', { name }), () =>
        window.latchkey.call('saved-filter:save', { name, filter: kept }),
      );
    }
  }

  const chosen = data.map(
    (saved): MenuEntry => ({
      id: `show ${saved.name}`,
      label: saved.name,
      onAction: () => showInLedger(saved.filter),
    }),
  );
  const removed = data.map(
    (saved): MenuEntry => ({
      id: `delete ${saved.name}`,
      label: t('tokens.deleteFilter', { name: saved.name }),
      icon: Trash2,
      onAction: () => void forget(saved),
    }),
  );
  return (
    <>
      <MenuButton
        action="tokens.savedFilters"
        label={t('tokens.savedFilters')}
        variant="quiet"
        entries={[
          ...chosen,
          ...(chosen.length > 0 ? ['separator' as const] : []),
          {
            id: 'save',
            label: t('tokens.saveFilter'),
            icon: BookmarkPlus,
            disabledReason: isNarrowed(filter) ? undefined : t('tokens.nothingToSave'),
            onAction: () => setNaming(true),
          },
          ...removed,
        ]}
      />
      {isNaming && <NameDialog onClose={() => setNaming(false)} />}
    </>
  );
}

function NameDialog({ onClose }: Readonly<{ onClose: () => void }>) {
  const filter = useLedgerFilter();
  const [name, setName] = useState('');
  const [error, setError] = useState<AppError | null>(null);
  const save = useAction('saved-filter:save');

  async function submit(): Promise<void> {
    const saved = await save.run({ name: name.trim(), filter });
    if (!saved.ok) {
      setError(saved.error);
      return;
    }
    showToast({ title: t('tokens.filterSaved', { name: name.trim() }), tone: 'success' });
    save.ifHere(onClose);
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('tokens.saveFilterTitle')}
      width="small"
      onSubmit={() => void submit()}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" variant="primary" isPending={save.pending}>
            {t('tokens.saveFilterSubmit')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('tokens.filterName')}
        description={t('tokens.filterNameHelp')}
        value={name}
        onChange={(typed) => {
          setName(typed);
          setError(null);
        }}
        errorMessage={fieldError(error, 'name') ?? (error === null ? undefined : errorText(error))}
        isRequired
        autoFocus
      />
    </Dialog>
  );
}

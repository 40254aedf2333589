import { X } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../../shared/words/words.ts';
import { useChannel } from '../../program/calls.ts';
import { useDebounced } from '../../program/debounced.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable, type TableColumn } from '../../ui/data-table.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FilterChip } from '../../ui/filter-chip.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { NoMatch } from '../../ui/no-match.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { narrowLedger, useLedgerFilter } from './ledger-store.ts';

/** Narrows the ledger to one application, found by its name. */
export function ApplicationFilter() {
  const application = useLedgerFilter((filter) => filter.application);
  const [isChoosing, setChoosing] = useState(false);
  return (
    <>
      <FilterChip
        label={application?.name ?? t('tokens.anyApplication')}
        isSelected={application !== null}
        onChange={() => setChoosing(true)}
      />
      {application !== null && (
        <IconButton
          icon={X}
          label={t('tokens.clearApplication', { application: application.name })}
          onPress={() => narrowLedger({ application: null })}
        />
      )}
      {isChoosing && <ChooseDialog onClose={() => setChoosing(false)} />}
    </>
  );
}

interface Row {
  readonly id: string;
  readonly name: string;
}

const columns: readonly TableColumn<Row>[] = [
  {
    id: 'name',
    title: t('tokens.columns.application'),
    cell: ({ name }) => name,
    isRowHeader: true,
  },
];

const MOST_SHOWN = 50;

function ChooseDialog({ onClose }: Readonly<{ onClose: () => void }>) {
  const [search, setSearch] = useState('');
  const asked = useDebounced(search).trim();
  const { data = [] } = useChannel(
    'application:list',
    { sort: 'name', limit: MOST_SHOWN, ...(asked !== '' && { search: asked }) },
    { keepPrevious: true },
  );

  function choose(id: string): void {
    const found = data.find((application) => application.id === id);
    if (found === undefined) return;
    narrowLedger({ application: { id: found.id, name: found.name } });
    onClose();
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('tokens.chooseApplication')}
      footer={<Button onPress={onClose}>{t('ui.cancel')}</Button>}
    >
      <SearchField
        label={t('application.search')}
        value={search}
        onChange={setSearch}
        onSubmit={() => {
          const [first] = data;
          if (first !== undefined) choose(first.id);
        }}
        autoFocus
      />
      <DataTable
        label={t('application.list')}
        columns={columns}
        items={data}
        selection="single"
        onSelect={([id]) => id !== undefined && choose(id)}
        onOpen={choose}
        emptyState={
          <NoMatch
            text={t('application.noMatch', { search: asked })}
            onClear={() => setSearch('')}
          />
        }
        maxRows={8}
      />
    </Dialog>
  );
}

import { Files, Network } from 'lucide-react';
import { useRef } from 'react';
import { type EngineId, engineIds } from '../../../shared/domain/engines/engine.ts';
import { engines } from '../../../shared/domain/engines/verdict.ts';
import { type GatewayView, hasChanged } from '../../../shared/domain/gateway.ts';
import { t } from '../../../shared/words/words.ts';
import { useChannel } from '../../program/calls.ts';
import { useSearchCommand } from '../../program/commands.ts';
import type { ListRow } from '../../ui/list-row.tsx';
import { NoMatch } from '../../ui/no-match.tsx';
import { ListHeader } from '../../ui/page-header.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { WindowList } from '../../ui/window-list.tsx';
import { useGatewayPage } from './gateway-store.ts';
import css from './gateways.module.css';

/** The row of what isn't about one engine. */
const ALL = 'all';

type Item = Readonly<{ id: EngineId | typeof ALL; changes: number; isExported: boolean }>;

const noRange = (): void => {};

function select(id: string): void {
  useGatewayPage.setState({ engine: engineIds.find((one) => one === id) ?? null });
}

/** The engines: those with exported files first. */
export function EngineList() {
  const { search, engine } = useGatewayPage();
  const gateway = useChannel('gateway:get', {}).data;
  const searchField = useSearchCommand();
  const listBox = useRef<HTMLDivElement>(null);
  const items = itemsOf(gateway, search);

  return (
    <>
      <ListHeader title={t('gateways.title')} count={String(engineIds.length)}>
        <SearchField
          ref={searchField}
          label={t('gateways.search')}
          value={search}
          onChange={(text) => useGatewayPage.setState({ search: text })}
          onSubmit={() => {
            const first = items[0];
            if (first !== undefined) select(first.id);
          }}
          onArrowDown={() => listBox.current?.focus()}
          autoFocus
        />
      </ListHeader>
      {items.length === 0 ? (
        <NoMatch
          text={t('gateways.noMatch', { search })}
          onClear={() => useGatewayPage.setState({ search: '' })}
        />
      ) : (
        <WindowList
          ref={listBox}
          label={t('gateways.list')}
          window={{
            rows: items.map((item, at) => ({ at, id: item.id, item })),
            total: items.length,
            question: search,
            onRange: noRange,
          }}
          row={rowOf}
          selectedId={engine ?? ALL}
          onSelect={select}
        />
      )}
    </>
  );
}

function itemsOf(gateway: GatewayView | undefined, search: string): readonly Item[] {
  const typed = search.trim().toLowerCase();
  const exported = new Set(gateway?.exports.map(({ file }) => file));
  const changed = new Set(gateway?.changes.filter(hasChanged).map(({ file }) => file));
  const found = engineIds
    .filter((id) => engines[id].name.toLowerCase().includes(typed))
    .map((id) => ({ id, changes: changed.has(id) ? 1 : 0, isExported: exported.has(id) }));
  const ordered = [
    ...found.filter(({ isExported }) => isExported),
    ...found.filter(({ isExported }) => !isExported),
  ];
  const all: Item = { id: ALL, changes: 0, isExported: false };
  return typed === '' ? [all, ...ordered] : ordered;
}

function rowOf({ id, changes, isExported }: Item): ListRow {
  if (id === ALL) {
    return { title: t('gateways.allFiles'), subtitle: t('gateways.allFilesText'), icon: Files };
  }
  const { name, provenWith } = engines[id];
  return {
    title: name,
    subtitle: provenWith === null ? t('gateways.documentedShort') : t('gateways.provenShort'),
    ...(isExported && { icon: Network }),
    ...(changes > 0 && {
      trailing: <span className={css['changed']}>{t('gateways.outOfDate')}</span>,
    }),
  };
}

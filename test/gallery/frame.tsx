import { KeyRound, Package, Plus, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '../../renderer/ui/badge.tsx';
import { Button } from '../../renderer/ui/button.tsx';
import { CheckboxGroup } from '../../renderer/ui/checkbox-group.tsx';
import { EmptyState } from '../../renderer/ui/empty-state.tsx';
import { FormLayout } from '../../renderer/ui/form-layout.tsx';
import { IconButton } from '../../renderer/ui/icon-button.tsx';
import type { ListRow } from '../../renderer/ui/list-row.tsx';
import { MoreButton } from '../../renderer/ui/menu-button.tsx';
import { Notice } from '../../renderer/ui/notice.tsx';
import { ListHeader, PageHeader } from '../../renderer/ui/page-header.tsx';
import { Panes } from '../../renderer/ui/panes.tsx';
import { SearchField } from '../../renderer/ui/search-field.tsx';
import { SecretField } from '../../renderer/ui/secret-field.tsx';
import { PageBody, Section } from '../../renderer/ui/section.tsx';
import { Sidebar } from '../../renderer/ui/sidebar.tsx';
import { StatusBadge } from '../../renderer/ui/status-badge.tsx';
import { Tabs } from '../../renderer/ui/tabs.tsx';
import { TextField } from '../../renderer/ui/text-field.tsx';
import { WindowList } from '../../renderer/ui/window-list.tsx';
import { applications, jwt, navigation, nothing, type SampleApplication } from './sample.ts';
import { SampleTable } from './table-page.tsx';

const places = navigation.map(({ id, label, icon }) => ({
  id,
  label,
  icon,
  badge: id === 'tokens' ? <Badge tone="expiring">3</Badge> : undefined,
}));

function rowOf({ name, status, apis }: SampleApplication): ListRow {
  return {
    title: name,
    subtitle: `${apis} APIs, 50PerMin`,
    icon: Package,
    trailing: <StatusBadge status={status} />,
  };
}

const scopes = [
  { id: 'read', label: 'read:pets', description: 'See the pets of the shop' },
  { id: 'write', label: 'write:pets' },
] as const;

function Keys() {
  const [value, setValue] = useState<string>();
  const [validity, setValidity] = useState('3600');
  const [chosen, setChosen] = useState<readonly ('read' | 'write')[]>(['read']);
  return (
    <PageBody>
      <Section title="Credentials">
        <SecretField
          label="Consumer key"
          value={undefined}
          onReveal={nothing}
          onHide={nothing}
          onCopy={nothing}
        />
        <SecretField
          label="Consumer secret"
          value={undefined}
          onReveal={nothing}
          onHide={nothing}
          onCopy={nothing}
        />
        <SecretField
          label="Access token"
          badge={<StatusBadge status="active" />}
          value={value}
          onReveal={() => setValue(jwt)}
          onHide={() => setValue(undefined)}
          onCopy={nothing}
          onExport={nothing}
        />
        <Notice>3 APIs were added since this token; Re-generate to cover them.</Notice>
      </Section>
      <Section title="Re-generate">
        <FormLayout
          actions={
            <Button variant="primary" icon={RefreshCw}>
              Re-generate
            </Button>
          }
        >
          <TextField
            label="Access token validity period"
            value={validity}
            onChange={setValidity}
            unit="s"
            isShort
            reading="3600 s, 1 hour"
          />
          <CheckboxGroup label="Scopes" options={scopes} value={chosen} onChange={setChosen} />
        </FormLayout>
      </Section>
      <Section title="History" isWide>
        <SampleTable items={applications(6)} selection="none" maxRows={6} />
      </Section>
    </PageBody>
  );
}

export function Frame({ count = 400 }: Readonly<{ count?: number }>) {
  const [all] = useState(() => applications(count));
  const [sizes, setSizes] = useState({ sidebar: 208, list: 320 });
  const [page, setPage] = useState<string>('applications');
  const [tab, setTab] = useState('production');
  const [query, setQuery] = useState('');
  const [selectedId, setSelectedId] = useState<string | null>('app-0');
  const items = all.filter(({ name }) => name.toLowerCase().includes(query.toLowerCase()));
  const selected = all.find(({ id }) => id === selectedId);
  return (
    <Panes
      sidebarLabel="Main"
      sizes={sizes}
      onSizesChange={setSizes}
      sidebar={
        <Sidebar
          items={places}
          current={page}
          onNavigate={setPage}
          footer={
            <Notice tone="warning" title="Trial runtime" isFolded>
              Not for keys that matter.
            </Notice>
          }
        />
      }
      list={
        <>
          <ListHeader
            title="Applications"
            count={String(items.length)}
            actions={<IconButton label="New application" icon={Plus} shortcut="Ctrl+N" />}
          >
            <SearchField label="Search applications" value={query} onChange={setQuery} autoFocus />
          </ListHeader>
          <WindowList
            label="Applications"
            window={{
              rows: items.map((item, at) => ({ at, id: item.id, item })),
              total: items.length,
              question: query,
              onRange: nothing,
            }}
            row={rowOf}
            selectedId={selectedId}
            onSelect={setSelectedId}
            rowMenu={() => [{ id: 'open', label: 'Open', onAction: nothing }]}
            emptyState={<EmptyState icon={Package} title="Nothing matches" />}
          />
        </>
      }
      detail={
        <>
          <PageHeader
            icon={Package}
            title={selected?.name ?? ''}
            subtitle="50PerMin per token, 7 APIs"
            actions={
              <>
                <Button icon={KeyRound}>Copy access token</Button>
                <MoreButton entries={[]} />
              </>
            }
          />
          <Tabs
            label="Application"
            selected={tab}
            onSelect={setTab}
            tabs={[
              { id: 'overview', label: 'Overview', content: null },
              { id: 'production', label: 'Production Keys', content: <Keys /> },
              { id: 'sandbox', label: 'Sandbox Keys', content: null },
              {
                id: 'subscriptions',
                label: 'Subscriptions',
                badge: <Badge>7</Badge>,
                content: null,
              },
            ]}
          />
        </>
      }
    />
  );
}

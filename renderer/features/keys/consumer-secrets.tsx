import { Ban, Copy, KeyRound, Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import {
  type ConsumerSecret,
  consumerSecretState,
} from '../../../shared/domain/consumer-secret.ts';
import type { ConsumerKeys, KeysOf } from '../../../shared/domain/keys.ts';
import { ownerName } from '../../../shared/words/key-types.ts';
import { t } from '../../../shared/words/words.ts';
import { ShortMoment } from '../../format/moment.tsx';
import { formatDateTime } from '../../format/time.ts';
import { useChannel } from '../../program/calls.ts';
import { useIsNarrow } from '../../program/narrow.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable, type TableColumn } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { MoreButton } from '../../ui/menu-button.tsx';
import type { MenuEntry } from '../../ui/menu-entry.ts';
import { Section } from '../../ui/section.tsx';
import { type Status, StatusBadge } from '../../ui/status-badge.tsx';
import { useNow } from '../../ui/use-now.ts';
import { copySecret } from '../secrets/copy-secret.ts';
import { AddSecretDialog } from './add-secret-dialog.tsx';
import type { KeysOfProps } from './keys-of-props.ts';
import { RevokeSecretDialog } from './revoke-secret-dialog.tsx';

/** In px: below this width only the dialog shows the dates. */
const WIDE = 632;

type ConsumerSecretsProps = KeysOfProps & Readonly<{ keys: ConsumerKeys }>;

/** All secrets of a consumer key: a new one can be in use before the old one is revoked. */
export function ConsumerSecrets({ application, keyType, keys }: ConsumerSecretsProps) {
  const keysOf: KeysOf = { applicationId: application.id, keyType };
  const { data = [] } = useChannel('consumer-secret:list', keysOf);
  const [isAdding, setAdding] = useState(false);
  const [revoked, setRevoked] = useState<ConsumerSecret | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const isNarrow = useIsNarrow(frame, WIDE);
  const owner = ownerName(application.name, keyType);
  const now = useNow(60_000);
  const working = data.filter((secret) => consumerSecretState(secret, now) === 'active');

  const copy = (secret: ConsumerSecret): void => {
    const ref = { kind: 'consumer-secret', id: keys.id, secretId: secret.id } as const;
    void copySecret(ref, owner);
  };
  const rows = data.map((secret): Row => {
    const entries = entriesOf(
      secret,
      () => copy(secret),
      () => setRevoked(secret),
    );
    return { id: secret.id, secret, entries };
  });
  return (
    <Section
      title={t('secrets.title')}
      description={t('secrets.text')}
      actions={
        <Button action="secrets.add" icon={Plus} onPress={() => setAdding(true)}>
          {t('secrets.add')}
        </Button>
      }
      isWide
    >
      <div ref={frame}>
        <DataTable
          label={t('secrets.title')}
          columns={isNarrow ? narrowColumns : columns}
          items={rows}
          onCopy={(id) => data.filter((secret) => secret.id === id).forEach(copy)}
          rowMenu={(id) => rows.find((row) => row.id === id)?.entries ?? []}
          emptyState={<EmptyState icon={KeyRound} title={t('secrets.title')} />}
          maxRows={6}
        />
      </div>
      {isAdding && <AddSecretDialog keysOf={keysOf} onClose={() => setAdding(false)} />}
      {revoked !== null && (
        <RevokeSecretDialog
          secret={revoked}
          owner={owner}
          left={working.filter(({ id }) => id !== revoked.id).length}
          onClose={() => setRevoked(null)}
        />
      )}
    </Section>
  );
}

function entriesOf(
  { revokedAt }: ConsumerSecret,
  onCopy: () => void,
  onRevoke: () => void,
): readonly MenuEntry[] {
  return [
    { id: 'copy', label: t('secrets.copy'), icon: Copy, onAction: onCopy },
    'separator',
    {
      id: 'revoke',
      label: t('secrets.revoke'),
      icon: Ban,
      isDanger: true,
      disabledReason: revokedAt === null ? undefined : t('secrets.isRevoked'),
      onAction: onRevoke,
    },
  ];
}

interface Row {
  readonly id: string;
  readonly secret: ConsumerSecret;
  readonly entries: readonly MenuEntry[];
}

function SecretStatus({ secret }: Readonly<{ secret: ConsumerSecret }>) {
  const state: Status = consumerSecretState(secret, useNow());
  return <StatusBadge status={state} />;
}

const noteColumn: TableColumn<Row> = {
  id: 'note',
  title: t('secrets.columns.note'),
  cell: ({ secret: { note } }) => (note === '' ? t('secrets.noNote') : note),
  text: ({ secret }) => secret.note,
  isRowHeader: true,
  minWidth: 120,
};

const columns: readonly TableColumn<Row>[] = [
  noteColumn,
  {
    id: 'created',
    title: t('secrets.columns.created'),
    cell: ({ secret }) => <ShortMoment at={secret.createdAt} />,
    width: 140,
  },
  {
    id: 'shown',
    title: t('secrets.columns.shown'),
    cell: ({ secret: { lastShownAt } }) =>
      lastShownAt === null ? t('secrets.notShown') : <ShortMoment at={lastShownAt} />,
    width: 140,
  },
  {
    id: 'expires',
    title: t('secrets.columns.expires'),
    cell: ({ secret: { expiresAt } }) =>
      expiresAt === null ? t('secrets.never') : <ShortMoment at={expiresAt} />,
    width: 176,
  },
  {
    id: 'status',
    title: t('secrets.columns.status'),
    cell: ({ secret }) => <SecretStatus secret={secret} />,
    width: 112,
    minWidth: 96,
  },
  {
    id: 'actions',
    title: t('secrets.columns.actions'),
    isTitleHidden: true,
    cell: ({ secret: { createdAt }, entries }) => (
      <MoreButton
        label={t('secrets.actionsOf', { moment: formatDateTime(createdAt) })}
        entries={entries}
      />
    ),
    width: 56,
    minWidth: 56,
  },
];

const narrowColumns = columns.filter(({ id }) => id !== 'created' && id !== 'shown');

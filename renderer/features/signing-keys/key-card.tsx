import {
  Ban,
  FileBadge,
  FileDown,
  FileKey,
  FilePen,
  KeyRound,
  RefreshCw,
  RotateCw,
  Ticket,
  Trash,
} from 'lucide-react';
import type { SigningKeyUsage, SigningKeyView } from '../../../shared/domain/signing-key.ts';
import { t } from '../../../shared/words/words.ts';
import { Moment } from '../../format/moment.tsx';
import { goTo } from '../../program/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { MoreButton } from '../../ui/menu-button.tsx';
import type { MenuEntry } from '../../ui/menu-entry.ts';
import { openBulk } from '../bulk/bulk-store.ts';
import { showInLedger } from '../tokens/ledger-store.ts';
import type { KeyDialog } from './key-dialogs.tsx';
import css from './signing-keys.module.css';
import { algorithmText, shortKid, stateText } from './words.ts';

type KeyCardProps = Readonly<{
  signingKey: SigningKeyView;
  /** Undefined while it is being counted. */
  usage: SigningKeyUsage | undefined;
  /** Whether another key with this algorithm is published already. */
  hasNext: boolean;
  onOpen: (dialog: KeyDialog) => void;
}>;

/** One key: what it is, what depends on it, and the next step. */
export function KeyCard({ signingKey: key, usage, hasNext, onOpen }: KeyCardProps) {
  const { kid, state, createdAt, certificate } = key;
  const name = t(`signingKeys.states.${state}`);
  return (
    <article className={css['card']} aria-label={t('signingKeys.cardName', { state: name, kid })}>
      <header className={css['head']}>
        <h3 className={css['state']}>{name}</h3>
        <span className={css['when']}>{stateText(key)}</span>
        <MoreButton
          label={t('signingKeys.more', { kid: shortKid(kid) })}
          entries={entriesOf(key, usage, onOpen)}
        />
      </header>
      <p className={css['kid']} title={kid}>
        {shortKid(kid)}
      </p>
      <p>
        {algorithmText(key)}, <Moment at={createdAt} />
      </p>
      <p>
        {t('signingKeys.certificateUntil')} <Moment at={certificate.validTo} />
      </p>
      <p className={css['usage']}>{usageText(key, usage)}</p>
      <footer className={css['actions']}>
        <NextStep signingKey={key} usage={usage} hasNext={hasNext} onOpen={onOpen} />
      </footer>
    </article>
  );
}

function usageText({ state }: SigningKeyView, usage: SigningKeyUsage | undefined): string {
  if (state === 'next') return t('signingKeys.nextText');
  if (usage === undefined) return t('tokens.counting');
  const { activeTokens, applications, neverExpiring } = usage;
  const counts = t(state === 'current' ? 'signingKeys.signed' : 'signingKeys.verifies', {
    tokens: activeTokens,
    applications,
  });
  return neverExpiring === 0
    ? counts
    : `${counts} ${t('signingKeys.neverExpiring', { count: neverExpiring })}`;
}

function NextStep({ signingKey: key, usage, hasNext, onOpen }: KeyCardProps) {
  const { state, algorithm } = key;
  if (state === 'next') {
    return (
      <>
        <Button
          action="signingKeys.rotate"
          icon={RotateCw}
          onPress={() => onOpen({ kind: 'rotate', key })}
        >
          {t('signingKeys.rotate')}
        </Button>
        <Button icon={Trash} variant="quiet" onPress={() => onOpen({ kind: 'delete', key })}>
          {t('signingKeys.delete')}
        </Button>
      </>
    );
  }
  if (state === 'current' && !hasNext) {
    return (
      <Button icon={KeyRound} onPress={() => onOpen({ kind: 'create', algorithm })}>
        {t('signingKeys.createNext')}
      </Button>
    );
  }
  if (usage === undefined || usage.activeTokens === 0) return null;
  return (
    <Button icon={Ticket} variant="quiet" onPress={() => showTokensOf(key)}>
      {t('signingKeys.showTokens')}
    </Button>
  );
}

function showTokensOf({ kid }: SigningKeyView): void {
  showInLedger({ kid, state: 'active' });
  goTo('tokens');
}

/** For the current key it changes nothing but the time; after a rotation it moves tokens over. */
function reissue({ kid }: SigningKeyView): void {
  openBulk({
    what: 'regenerate',
    tokens: { filter: { kid, state: 'active', current: true } },
    selection: t('bulk.ofKey', { kid: shortKid(kid) }),
  });
}

function entriesOf(
  key: SigningKeyView,
  usage: SigningKeyUsage | undefined,
  onOpen: (dialog: KeyDialog) => void,
): MenuEntry[] {
  const open = (kind: KeyDialog['kind']) => () => onOpen({ kind, key } as KeyDialog);
  const isRetired = key.state === 'retired';
  return [
    {
      id: 'certificate',
      label: t('signingKeys.showCertificate'),
      icon: FileBadge,
      onAction: open('certificate'),
    },
    {
      id: 'reissue',
      label: t('signingKeys.reissue'),
      icon: RefreshCw,
      disabledReason: usage?.activeTokens === 0 ? t('signingKeys.noTokens') : undefined,
      onAction: () => reissue(key),
    },
    {
      id: 'renew',
      label: t('signingKeys.renew'),
      icon: FilePen,
      disabledReason: isRetired ? t('signingKeys.isRetired') : undefined,
      onAction: open('renew'),
    },
    {
      id: 'csr',
      label: t('signingKeys.csr'),
      icon: FileDown,
      disabledReason: isRetired ? t('signingKeys.isRetired') : undefined,
      onAction: open('csr'),
    },
    {
      id: 'set-certificate',
      label: t('signingKeys.setCertificate'),
      icon: FileBadge,
      disabledReason: isRetired ? t('signingKeys.isRetired') : undefined,
      onAction: open('set-certificate'),
    },
    'separator',
    {
      id: 'export',
      label: t('signingKeys.exportPrivate'),
      icon: FileKey,
      isDanger: true,
      onAction: open('export'),
    },
    {
      id: 'retire',
      label: t('signingKeys.retire'),
      icon: Ban,
      isDanger: true,
      disabledReason: isRetired ? t('signingKeys.isRetired') : undefined,
      onAction: open('retire'),
    },
  ];
}

import {
  Ban,
  CalendarClock,
  DatabaseBackup,
  FileBadge,
  KeyRound,
  Layers,
  Timer,
} from 'lucide-react';
import { useEffect } from 'react';
import { isRevocationFile } from '../../../shared/domain/gateway.ts';
import type { HomeView } from '../../../shared/domain/home.ts';
import { isExpiring, type TokenSummary } from '../../../shared/domain/token.ts';
import { DAY_MS } from '../../../shared/time.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { gatewayFileName } from '../../../shared/words/gateway-files.ts';
import { t, tList } from '../../../shared/words/words.ts';
import { formatIn } from '../../format/duration.ts';
import { formatDateTime } from '../../format/time.ts';
import { useChannel } from '../../program/calls.ts';
import { goTo } from '../../program/navigation.ts';
import type { Icon } from '../../ui/icon.ts';
import { useFromNow, useNow } from '../../ui/use-now.ts';
import { showInLedger } from '../tokens/ledger-store.ts';
import { regenerateSame } from '../tokens/regenerate-same.ts';
import { useHome } from './use-home.ts';

export interface AttentionItem {
  readonly id: string;
  readonly icon: Icon;
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly onPress: () => void;
}

type Watched = Readonly<Pick<HomeView, 'at' | 'soon' | 'stale' | 'staleCount'>>;

/** How long before its expiry a certificate is announced, in ms. */
const CERTIFICATE_NOTICE = 30 * DAY_MS;
/** How many tokens a line names. */
const NAMED = 3;

/**
 * What needs the person, the most urgent first.
 *
 * @param now ms since the epoch: that of the scale above, which names the same tokens.
 */
export function useAttention(view: Watched, now: number): readonly AttentionItem[] {
  return [
    ...expiringItems(view, now),
    ...useGatewayItems(),
    ...useKeyItems(now),
    ...useBackupItems(),
    ...staleItems(view),
  ];
}

/** The current tokens that expire within a day, and those about to: relative to their lifetime. */
function expiringItems({ soon }: Watched, now: number): readonly AttentionItem[] {
  const current = soon.filter((token) => token.current && token.expiresAt > now);
  const urgent = current.filter(
    (token) => token.expiresAt - now <= DAY_MS || isExpiring(token, now),
  );
  const [first, ...others] = urgent;
  const later = current.filter((token) => !urgent.includes(token));
  return [
    ...(first === undefined ? [] : [firstItem(first, now)]),
    ...(others.length === 0
      ? []
      : [
          reviewItem(
            'expire-today',
            CalendarClock,
            others,
            now,
            t('home.moreToday', { count: others.length }),
          ),
        ]),
    ...(later.length === 0
      ? []
      : [
          reviewItem(
            'expire-week',
            CalendarClock,
            later,
            now,
            t('home.thisWeek', { count: later.length }),
          ),
        ]),
  ];
}

function firstItem(token: TokenSummary, now: number): AttentionItem {
  const when = formatIn(token.expiresAt - now);
  return {
    id: 'expires-first',
    icon: Timer,
    title: t('home.expiresIn', { application: token.applicationName, when }),
    text: t('home.expiresText', {
      keyType: t(`keyTypes.${token.keyType}`),
      moment: formatDateTime(token.expiresAt),
    }),
    action: t('issue.regenerate'),
    onPress: () => void regenerateSame(token),
  };
}

function reviewItem(
  id: string,
  icon: Icon,
  tokens: readonly TokenSummary[],
  now: number,
  title: string,
): AttentionItem {
  const named = tokens.slice(0, NAMED).map((token) =>
    t('home.nameIn', {
      name: token.applicationName,
      when: formatIn(token.expiresAt - now),
    }),
  );
  return {
    id,
    icon,
    title,
    text: tList(named, 'unit'),
    action: t('home.review', { count: tokens.length }),
    onPress: () => {
      showInLedger({ state: 'active', sort: { by: 'expires', direction: 'ascending' } });
      goTo('tokens');
    },
  };
}

function useGatewayItems(): readonly AttentionItem[] {
  const gateway = useChannel('gateway:get', {}).data;
  if (gateway === undefined) return [];
  const { revokedSinceExport, revocationsExportedAt, exports, publicKeys } = gateway;
  const items: AttentionItem[] = [];
  if (revokedSinceExport > 0) {
    items.push({
      id: 'revocations',
      icon: Ban,
      title: t('home.notExported', { count: revokedSinceExport }),
      text:
        revocationsExportedAt === null
          ? t('home.stillAccepted')
          : t('home.exportedLast', { moment: formatDateTime(revocationsExportedAt) }),
      action: t('home.exportList'),
      onPress: () => goTo('gateways'),
    });
  }
  const published = publicKeys.map(({ kid }) => kid);
  const lacking = exports.filter(
    ({ file, kids }) => !isRevocationFile(file) && published.some((kid) => !kids.includes(kid)),
  );
  if (lacking.length > 0) {
    items.push({
      id: 'keys-missing',
      icon: KeyRound,
      title: t('home.keysMissing', { count: lacking.length }),
      text: tList(
        lacking.map(({ file }) => gatewayFileName(file)),
        'unit',
      ),
      action: t('home.exportFiles'),
      onPress: () => goTo('gateways'),
    });
  }
  return items;
}

const toSigningKeys = (): void => goTo('signing-keys');

function useKeyItems(now: number): readonly AttentionItem[] {
  const keys = useChannel('signing-key:list', {}).data ?? [];
  const ending = keys.filter(
    ({ state, certificate }) =>
      state === 'current' && certificate.validTo - now < CERTIFICATE_NOTICE,
  );
  const ready = keys.filter(({ state }) => state === 'next');
  return [
    ...ending.map(
      ({ id, certificate }): AttentionItem => ({
        id: `certificate-${id}`,
        icon: FileBadge,
        title: t('home.certificateEnds', { moment: formatDateTime(certificate.validTo) }),
        text: t('home.certificateText'),
        action: t('home.showKeys'),
        onPress: toSigningKeys,
      }),
    ),
    ...ready.map(
      ({ id, algorithm, createdAt }): AttentionItem => ({
        id: `next-${id}`,
        icon: KeyRound,
        title: t('home.keyReady', { algorithm }),
        text: t('home.keyReadyText', { moment: formatDateTime(createdAt) }),
        action: t('home.showKeys'),
        onPress: toSigningKeys,
      }),
    ),
  ];
}

function useBackupItems(): readonly AttentionItem[] {
  const error = useChannel('backup:list', {}).data?.error ?? null;
  if (error === null) return [];
  return [
    {
      id: 'backup',
      icon: DatabaseBackup,
      title: t('home.backupFailed'),
      text: errorText(error),
      action: t('home.toBackups'),
      onPress: () => goTo('settings'),
    },
  ];
}

function staleItems({ stale, staleCount }: Watched): readonly AttentionItem[] {
  if (staleCount === 0) return [];
  const names = [...new Set(stale.map(({ applicationName }) => applicationName))];
  return [
    {
      id: 'stale',
      icon: Layers,
      title: t('home.stale', { count: staleCount }),
      text: tList(names, 'unit'),
      action: t('home.review', { count: staleCount }),
      onPress: () => {
        showInLedger({ stale: true, current: true, state: 'active' });
        goTo('tokens');
      },
    },
  ];
}

/** How many things need attention, for the sidebar: counted again each minute, and at each expiry. */
export function useAttentionCount(): number {
  const { data = nothing, refetch } = useHome();
  const minute = useNow(60_000);
  const next = useFromNow((now) => data.soon.find(({ expiresAt }) => expiresAt > now)?.id ?? '');
  // Tokens expire without an event.
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- what it waits for
  useEffect(() => void refetch(), [minute, next, refetch]);
  return useAttention(data, Math.max(minute, data.at)).length;
}

const nothing = { at: 0, soon: [], stale: [], staleCount: 0 };

import type { ReactNode } from 'react';
import type { HomeView } from '../../../shared/domain/home.ts';
import { t } from '../../../shared/words/words.ts';
import { formatDay, formatRelative } from '../../format/time.ts';
import { useChannel } from '../../program/calls.ts';
import { goTo } from '../../program/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { useNow } from '../../ui/use-now.ts';
import css from './home.module.css';
import { HomeSection } from './home-section.tsx';

/** The last backup, the signing key, and this month, each with its page. */
export function WorkspaceFacts({ view: { month } }: Readonly<{ view: HomeView }>) {
  const now = useNow(60_000);
  const backups = useChannel('backup:list', {}).data;
  const key = useChannel('signing-key:list', {}).data?.find(({ state }) => state === 'current');
  const last = backups?.succeededAt ?? null;
  return (
    <HomeSection title={t('home.workspace')}>
      <Card>
        <div className={css['facts']}>
          <Fact
            label={t('home.lastBackup')}
            value={last === null ? t('home.noBackup') : formatPast(last, now)}
            action={t('home.toBackups')}
            onPress={() => goTo('settings')}
          />
          <Fact
            label={t('home.signingKey')}
            value={key === undefined ? t('home.noKey') : key.algorithm}
            note={
              key?.currentAt != null && t('home.signsSince', { day: formatDay(key.currentAt, now) })
            }
            action={t('home.showKeys')}
            onPress={() => goTo('signing-keys')}
          />
          <Fact
            label={t('home.thisMonth')}
            value={t('home.issued', { count: month.issued })}
            note={t('home.expired', { count: month.expired })}
            action={t('home.showActivity')}
            onPress={() => goTo('activity')}
          />
        </div>
      </Card>
    </HomeSection>
  );
}

const MINUTE_MS = 60_000;

/** The page's clock ticks once a minute, so that what was just done could seem to be ahead. */
function formatPast(at: number, now: number): string {
  return now - at < MINUTE_MS ? t('home.justNow') : formatRelative(at, now);
}

type FactProps = Readonly<{
  label: string;
  value: string;
  note?: ReactNode;
  action: string;
  onPress: () => void;
}>;

function Fact({ label, value, note, action, onPress }: FactProps) {
  return (
    <div className={css['fact']}>
      <span className={css['muted']}>{label}</span>
      <span className={css['value']}>{value}</span>
      {note !== undefined && <span className={css['muted']}>{note}</span>}
      <span className={css['action']}>
        <Button variant="quiet" size="small" onPress={onPress}>
          {action}
        </Button>
      </span>
    </div>
  );
}

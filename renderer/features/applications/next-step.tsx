import type { Application } from '../../../shared/domain/application.ts';
import { tokenState } from '../../../shared/domain/token.ts';
import { t } from '../../../shared/words/words.ts';
import { openTab } from '../../program/navigation.ts';
import { Notice } from '../../ui/notice.tsx';
import { useNow } from '../../ui/use-now.ts';

/** The next step towards a working Production access token; empty if there is one. */
export function NextStep({ application }: Readonly<{ application: Application }>) {
  const { subscriptionCount, production, sandbox } = application;
  const now = useNow();
  const state = production === null ? null : tokenState(production, now);
  if (state === 'active') return null;
  if (state !== null) {
    return (
      <Notice
        tone="warning"
        title={state === 'expired' ? t('overview.expiredNext') : t('overview.revokedNext')}
        action={{ label: t('overview.regenerate'), onPress: () => openTab('production-keys') }}
      >
        {t('overview.regenerateWhy')}
      </Notice>
    );
  }
  if (sandbox !== null) return null;
  if (subscriptionCount === 0) {
    return (
      <Notice
        title={t('overview.subscribeNext')}
        action={{ label: t('overview.subscribe'), onPress: () => openTab('subscriptions') }}
      >
        {t('overview.subscribeWhy')}
      </Notice>
    );
  }
  return (
    <Notice
      title={t('overview.generateNext')}
      action={{ label: t('overview.generate'), onPress: () => openTab('production-keys') }}
    >
      {t('overview.generateWhy')}
    </Notice>
  );
}

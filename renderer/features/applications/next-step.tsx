import type { Application } from '../../../shared/domain/application.ts';
import { tokenState } from '../../../shared/domain/token.ts';
import { openTab } from '../../program/navigation.ts';
import { overviewStrings as words } from '../../strings/applications.ts';
import { Notice } from '../../ui/notice.tsx';
import { useNow } from '../../ui/use-now.ts';

/** What is missing on the way to a Production access token that works; nothing where it does. */
export function NextStep({ application }: Readonly<{ application: Application }>) {
  const { subscriptionCount, production, sandbox } = application;
  const now = useNow();
  const state = production === null ? null : tokenState(production, now);
  if (state === 'active') return null;
  if (state !== null) {
    return (
      <Notice
        tone="warning"
        title={state === 'expired' ? words.expiredNext : words.revokedNext}
        action={{ label: words.regenerate, onPress: () => openTab('production-keys') }}
      >
        {words.regenerateWhy}
      </Notice>
    );
  }
  if (sandbox !== null) return null;
  if (subscriptionCount === 0) {
    return (
      <Notice
        title={words.subscribeNext}
        action={{ label: words.subscribe, onPress: () => openTab('subscriptions') }}
      >
        {words.subscribeWhy}
      </Notice>
    );
  }
  return (
    <Notice
      title={words.generateNext}
      action={{ label: words.generate, onPress: () => openTab('production-keys') }}
    >
      {words.generateWhy}
    </Notice>
  );
}

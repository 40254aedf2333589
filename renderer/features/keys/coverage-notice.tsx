import type { Coverage } from '../../../shared/domain/keys.ts';
import { t } from '../../../shared/words/words.ts';
import { Notice } from '../../ui/notice.tsx';

/** How many are named; the rest is a number. */
const NAMED = 5;

function namesOf(apis: readonly string[]): string {
  const names = apis.slice(0, NAMED).join(', ');
  return apis.length > NAMED ? t('keys.names', { names, more: apis.length - NAMED }) : names;
}

/** How the current subscriptions differ from what the current token covers. */
export function CoverageNotice({ coverage }: Readonly<{ coverage: Coverage }>) {
  return (['added', 'removed', 'replanned'] as const)
    .filter((kind) => coverage[kind].length > 0)
    .map((kind) => (
      <Notice key={kind} tone="warning" title={t(`keys.${kind}`, { count: coverage[kind].length })}>
        {namesOf(coverage[kind])}
      </Notice>
    ));
}

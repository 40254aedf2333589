import { t } from '../../../shared/words/words.ts';
import { useChannel } from '../../program/calls.ts';
import { Notice } from '../../ui/notice.tsx';

function useVerdict() {
  return useChannel('activity:verify', {}, { keepPrevious: true }).data;
}

/** What the page is, and that nobody has touched the log from outside. */
export function LogVerdict() {
  const verdict = useVerdict();
  return (
    <>
      {t('activity.subtitle')} {verdict?.brokenAt === null && `${t('activity.whole')}.`}
    </>
  );
}

/** Says that and where the log was changed by something else than Latchkey. */
export function BrokenLog() {
  const brokenAt = useVerdict()?.brokenAt ?? null;
  if (brokenAt === null) return null;
  return (
    <Notice tone="danger" title={t('activity.broken', { id: brokenAt })}>
      {t('activity.brokenText')}
    </Notice>
  );
}

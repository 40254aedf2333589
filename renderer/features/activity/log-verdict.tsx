import { useChannel } from '../../program/calls.ts';
import { activityStrings as words } from '../../strings/activity.ts';
import { Notice } from '../../ui/notice.tsx';

function useVerdict() {
  return useChannel('activity:verify', {}, { keepPrevious: true }).data;
}

/** What the page is, and that nobody has touched the log from outside. */
export function LogVerdict() {
  const verdict = useVerdict();
  return (
    <>
      {words.subtitle} {verdict?.brokenAt === null && `${words.whole}.`}
    </>
  );
}

/** Says that and where the log was changed by something else than Latchkey. */
export function BrokenLog() {
  const brokenAt = useVerdict()?.brokenAt ?? null;
  if (brokenAt === null) return null;
  return (
    <Notice tone="danger" title={words.broken(brokenAt)}>
      {words.brokenText}
    </Notice>
  );
}

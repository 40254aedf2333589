import { formatDuration } from '../../format/duration.ts';
import { keysStrings as words } from '../../strings/keys.ts';
import { Notice } from '../../ui/notice.tsx';

/** A clock that was set back makes tokens that look issued long ago. */
export function ClockNotice({ seconds }: Readonly<{ seconds: number }>) {
  if (seconds === 0) return null;
  return (
    <Notice tone="warning" title={words.clockTitle}>
      {words.clockText(formatDuration(seconds, 2))}
    </Notice>
  );
}

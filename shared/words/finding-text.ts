import type { Finding } from '../domain/backup.ts';
import { tableText } from './lost-text.ts';
import { isMessageKey, t, tFrom } from './words.ts';

/** What a check has found, in words. SQLite describes what it finds itself; other errors have a code. */
export function findingText({ kind, what, count = 0 }: Finding): string {
  if (kind === 'rows') return t('finding.rows', { what: tableText(what), count });
  if (kind !== 'database' || !isMessageKey(`error.${what}`))
    return tFrom(`finding.${kind}`, { what });
  return t('finding.unreadable');
}

import {
  type ActivityEntry,
  type ActivityKind,
  activityKinds,
} from '../../../shared/domain/activity.ts';
import { gatewayFiles } from '../../../shared/domain/gateway.ts';
import { keyTypes } from '../../../shared/domain/token.ts';
import { gatewayFileName } from '../../../shared/words/gateway-files.ts';
import { isMessageKey, t, tFrom } from '../../../shared/words/words.ts';
import { formatDuration } from '../../format/duration.ts';

type Detail = ActivityEntry['detail'];

/** What was done. */
export function activityText({ kind }: ActivityEntry): string {
  return t(`activity.kinds.${kind}`);
}

/** What was changed, translated if the log has one of the program's own names. */
export function subjectText({ kind, subject }: ActivityEntry): string {
  if (kind === 'gateway/exported') return fileName(subject);
  if (kind === 'settings/changed') return word('activity.settings', subject);
  return subject.replace(/, (?<type>[A-Z]+)$/, (whole, type: string) =>
    isOneOf(keyTypes, type) ? `, ${t(`keyTypes.${type}`)}` : whole,
  );
}

/** Further text from the entry's detail. */
export function detailText({ kind, detail }: ActivityEntry): string {
  const key = `activity.details.${kind}`;
  return isMessageKey(key) ? tFrom(key, { ...detail, ...inWords(kind, detail) }) : '';
}

/** Who did it, by the unlock method they used. */
export function actorText({ byName, byMethod }: ActivityEntry): string {
  return t(`activity.by.${byMethod}`, { name: byName });
}

/** The kinds whose labels match a search: the program only knows their codes. */
export function kindsWith(matches: (text: string) => boolean): ActivityKind[] {
  return activityKinds.filter((kind) => matches(t(`activity.kinds.${kind}`)));
}

/** Translates the values of a detail that the log stores as codes. */
function inWords(kind: ActivityKind, detail: Detail): Detail {
  switch (kind) {
    case 'workspace/signed-in':
      return { how: word('activity.unlockMethods', detail['with']) };
    case 'workspace/method-added':
    case 'workspace/method-renamed':
    case 'workspace/method-removed':
      return { method: word('unlock.kinds', detail['what']) };
    case 'keys/generated':
    case 'token/regenerated': {
      const seconds = Number(detail['validitySeconds']);
      return { validity: seconds < 0 ? 'never' : 'some', duration: formatDuration(seconds) };
    }
    case 'subscription/state-changed':
      return { state: word('activity.states', detail['state']) };
    case 'client/allowed':
    case 'client/refused':
      return {
        program: detail['startedBy'] || detail['path'] || '',
        terminal: detail['terminal'] || 'none',
      };
    case 'secret/revealed':
    case 'secret/copied':
      return { secret: word('secret.names', detail['what']) };
    default:
      return {};
  }
}

function fileName(file: string): string {
  return isOneOf(gatewayFiles, file) ? gatewayFileName(file) : file;
}

/** The message for a name, or the raw name if it was written by a newer Latchkey. */
function word(group: string, name: string | number | undefined): string {
  const key = `${group}.${name ?? ''}`;
  return isMessageKey(key) ? tFrom(key, {}) : String(name ?? '');
}

function isOneOf<T extends string>(names: readonly T[], name: string): name is T {
  return names.some((known) => known === name);
}

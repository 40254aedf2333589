import type { AppError } from '../errors.ts';
import { foreignName, isForeignFile, whatToDo } from './foreign-files.ts';
import { isMessageKey, t, tFrom } from './words.ts';

type Detail = Readonly<Record<string, string | number>>;

/** The message for an error: what happened, and what to do. */
export function errorText({ code, detail = {}, field = '' }: AppError): string {
  return tFrom(`error.${code}`, {
    ...detail,
    ...parts(detail),
    ...special(code, detail, field),
  }).trimEnd();
}

/** The message for an error at this field, or undefined if it belongs to another field. */
export function fieldError(error: AppError | null | undefined, field: string): string | undefined {
  return error?.field === field ? errorText(error) : undefined;
}

/** Why the system refused a file, by its error code, such as `ENOENT`. */
export function reasonText(reason: string): string {
  const key = `errorReason.${reason}`;
  return isMessageKey(key) ? tFrom(key, {}) : reason;
}

/** Values that several messages share. */
function parts(detail: Detail): Detail {
  const { reason, what, more } = detail;
  return {
    place: placeText(detail),
    because:
      reason === undefined ? '' : t('errorPart.because', { reason: reasonText(String(reason)) }),
    ...(what !== undefined && more !== undefined
      ? { what: t('errorPart.andMore', { what, more }) }
      : {}),
  };
}

/** A duration in seconds, in the largest unit that fits exactly. */
export function durationText(seconds: number): string {
  if (seconds % 86_400 === 0) return t('policy.duration.days', { count: seconds / 86_400 });
  if (seconds % 3600 === 0) return t('policy.duration.hours', { count: seconds / 3600 });
  return t('policy.duration.seconds', { count: seconds });
}

function special(code: AppError['code'], detail: Detail, path: string): Detail {
  // The path of a list's item is, for example, `scopes.0.name`.
  const field = path.split('.').at(-1) ?? '';
  switch (code) {
    case 'field/required':
      return { field };
    case 'field/not-a-whole-number':
      return { field, typed: detail['typed'] === undefined ? 0 : 1 };
    case 'file/unwritable':
      return { file: detail['file'] ?? t('errorPart.theFile') };
    case 'file/too-large':
      return { size: megabytes(detail['size']), limit: megabytes(detail['limit']) };
    case 'import/archive-too-large':
      return detail['of'] === 'bytes' ? { limit: megabytes(detail['limit']) } : {};
    case 'import/not-yaml-or-json': {
      const { message, format = 'YAML' } = detail;
      return {
        format,
        message: message === undefined ? '' : t('errorPart.parserSays', { message }),
      };
    }
    case 'import/duplicate-key':
      return { hasKey: detail['key'] === undefined ? 'no' : 'yes' };
    case 'import/remote-reference':
      // ICU doesn't allow hyphens in `select` keys.
      return { needed: camelCase(String(detail['needed'])) };
    case 'policy/invalid':
      return { hasReason: (detail['reason'] ?? '') === '' ? 'no' : 'other' };
    case 'policy/validity':
      return { max: durationText(Number(detail['max'])) };
    case 'database/read-only':
      return { why: detail['why'] ?? 'other' };
    case 'database/not-ours':
      return { foreignKind: foreignKind(detail['what']) };
    case 'workspace/missing':
      return { openedOn: new Date(Number(detail['openedAt'] ?? 0)).toISOString().slice(0, 10) };
    case 'database/empty':
      return { wasOpened: detail['openedAt'] === undefined ? 'no' : 'yes' };
    case 'import/not-openapi':
      return foreign(detail['found']);
    default:
      return {};
  }
}

function placeText({ line, column = 1, pointer = '' }: Detail): string {
  const inFile = pointer === '' ? 'other' : 'pointer';
  const where = line === undefined ? inFile : 'line';
  return t('errorPart.place', { where, line: line ?? '', column, pointer });
}

/** Rounded up to a tenth, so that a size above a limit reads larger. */
function megabytes(bytes: unknown): string {
  const isSmall = Number(bytes) < 2 ** 20;
  const number = Math.ceil((Number(bytes) * 10) / (isSmall ? 2 ** 10 : 2 ** 20)) / 10;
  return `${tFrom('errorPart.size', { number })} ${isSmall ? 'KiB' : 'MiB'}`;
}

/** What a file is that isn't a workspace: see ForeignKind in base/database/file-header.ts. */
function foreignKind(what: unknown): string {
  const key = `foreignKind.${String(what)}`;
  return tFrom(isMessageKey(key) ? key : 'foreignKind.file', {});
}

/** Plain text and unknown kinds aren't named in the message. */
function foreign(found: unknown): Detail {
  const isKnown = isForeignFile(found) && !['text', 'array', 'object'].includes(found);
  return {
    isKnown: isKnown ? 'yes' : 'no',
    foreign: foreignName(found),
    instead: whatToDo(found),
  };
}

function camelCase(name: string): string {
  return name.replaceAll(/-(?<letter>[a-z])/g, (_, letter: string) => letter.toUpperCase());
}

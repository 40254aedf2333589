import { type AppError, appError } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import { type DocumentLimits, documentLimits } from './limits.ts';
import { placeOf } from './place.ts';
import { quote } from './text.ts';
import { member, members } from './tree.ts';

/**
 * The value of a JSON text, or undefined if it isn't JSON. Comments and trailing commas, which many
 * editors write, are ignored. A number in `info` stays as written: `"version": 1.10` isn't 1.1.
 *
 * Errors: `import/too-deep`, `import/too-many-values`, `import/duplicate-key`.
 */
export function parseJson(
  text: string,
  limits: DocumentLimits = documentLimits,
): Result<unknown, AppError> | undefined {
  const plain = parsed(text);
  if (plain !== undefined) return checked(text, plain.value, limits);
  const bare = withoutComments(text);
  const read = parsed(bare);
  return read && checked(bare, read.value, limits);
}

function checked(text: string, value: unknown, limits: DocumentLimits): Result<unknown, AppError> {
  const error = isPlain(text, value, limits) ? undefined : objection(text, limits);
  if (error) return err(error);
  const hasNumber = members(member(value, 'info')).some(([, part]) => typeof part === 'number');
  return ok(hasNumber ? JSON.parse(text, asWritten) : value);
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** A reviver (ECMAScript 2026): `source` is the text of a number. */
function asWritten(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === 'number' ? (context?.source ?? value) : value;
}

const quotationMark = 0x22;
const asterisk = 0x2a;
const slash = 0x2f;
const comma = 0x2c;
const colon = 0x3a;
const backslash = 0x5c;
const space = 0x20;
const openList = 0x5b;
const closeList = 0x5d;
const openMap = 0x7b;
const closeMap = 0x7d;

/**
 * Whether {@link objection} has nothing to say, told in a fraction of its time: the value is within
 * the limits and has as many members as the text has names, so that none was dropped.
 */
function isPlain(text: string, value: unknown, limits: DocumentLimits): boolean {
  let members = 0;
  let values = 1;
  function isWithin(container: object, depth: number): boolean {
    if (depth > limits.depth || values > limits.values) return false;
    const isList = Array.isArray(container);
    const children: readonly unknown[] = isList ? container : Object.values(container);
    for (const child of children) {
      if (typeof child === 'object' && child !== null && !isWithin(child, depth + 1)) return false;
    }
    if (!isList) members += children.length;
    values += Math.max(1, children.length);
    return true;
  }
  if (typeof value === 'object' && value !== null && !isWithin(value, 1)) return false;
  return values <= limits.values && members === colonsIn(text);
}

/**
 * The colons of a valid JSON text outside its strings: one for each name. Goes from one string to
 * the next, because most characters are in strings or blanks, which `indexOf` skips quickest.
 */
function colonsIn(text: string): number {
  let colons = 0;
  for (let start = text.indexOf('"'); start !== -1; ) {
    let at = endOfString(text, start) + 1;
    while (text.charCodeAt(at) <= space) at += 1;
    if (text.charCodeAt(at) === colon) colons += 1;
    start = text.indexOf('"', at);
  }
  return colons;
}

/**
 * JSON.parse silently keeps the last of two duplicate members (RFC 8259 section 4), so a person and
 * Latchkey could read the same file differently. One pass over valid JSON finds duplicates and
 * counts values.
 */
function objection(text: string, limits: DocumentLimits): AppError | undefined {
  /** The names so far of each open map; undefined for an open list. */
  const open: (Set<string> | undefined)[] = [];
  let names: Set<string> | undefined;
  let atName = false;
  let values = 1;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case quotationMark: {
        const end = endOfString(text, at);
        if (atName && names) {
          const name = unescape(text.slice(at + 1, end));
          if (names.has(name)) {
            return appError('import/duplicate-key', {
              detail: { key: quote(name), ...placeOf(text, at) },
            });
          }
          names.add(name);
          atName = false;
        }
        at = end;
        break;
      }
      case openMap:
      case openList:
        if (open.length === limits.depth) {
          return appError('import/too-deep', {
            detail: { limit: limits.depth, ...placeOf(text, at) },
          });
        }
        names = text.charCodeAt(at) === openMap ? new Set() : undefined;
        open.push(names);
        atName = names !== undefined;
        values += 1;
        break;
      case closeMap:
      case closeList:
        open.pop();
        names = open.at(-1);
        atName = false;
        break;
      case comma:
        atName = names !== undefined;
        values += 1;
        break;
      default:
    }
    if (values > limits.values) {
      return appError('import/too-many-values', { detail: { limit: limits.values } });
    }
  }
  return undefined;
}

/** The offset of the closing quotation mark of the string that starts at `start`. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

function isEscaped(text: string, offset: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(offset - 1 - backslashes) === backslash) backslashes += 1;
  return backslashes % 2 === 1;
}

function unescape(raw: string): string {
  return raw.includes('\\') ? String(JSON.parse(`"${raw}"`)) : raw;
}

/** Replaces comments and trailing commas with blanks, so that all other offsets stay the same. */
function withoutComments(text: string): string {
  const parts: string[] = [];
  let from = 0;
  let lastComma: number | undefined;
  const blank = (start: number, end: number) => {
    parts.push(text.slice(from, start), text.slice(start, end).replace(/[^\r\n]/gu, ' '));
    from = end;
  };
  /** The ranges of the current comma and the comments after it. */
  let behind: [start: number, end: number][] = [];
  const flush = (isTrailing: boolean) => {
    if (lastComma !== undefined && isTrailing) blank(lastComma, lastComma + 1);
    for (const [start, end] of behind) blank(start, end);
    lastComma = undefined;
    behind = [];
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    const next = text.charCodeAt(at + 1);
    if (character === slash && (next === slash || next === asterisk)) {
      const end = endOfComment(text, at, next === slash ? '\n' : '*/');
      behind.push([at, end]);
      at = end - 1;
    } else if (character === quotationMark) {
      flush(false);
      const end = endOfString(text, at);
      if (end === -1) break;
      at = end;
    } else if (character === comma) {
      flush(false);
      lastComma = at;
    } else if (character > 0x20) {
      flush(character === closeMap || character === closeList);
    }
  }
  flush(false);
  return parts.join('') + text.slice(from);
}

function endOfComment(text: string, start: number, mark: string): number {
  const end = text.indexOf(mark, start + 2);
  if (end === -1) return text.length;
  return mark === '\n' ? end : end + mark.length;
}

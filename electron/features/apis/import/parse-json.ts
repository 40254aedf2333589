import { type AppError, appError } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import { type DocumentLimits, documentLimits } from './limits.ts';
import { placeOf } from './place.ts';
import { quote } from './text.ts';

/**
 * The value of a JSON text, or undefined if it is not JSON: then YAML, of which JSON is a part,
 * reads it (trailing commas, comments) or says where it is broken.
 *
 * Errors: `import/too-deep`, `import/too-many-values`, `import/duplicate-key`.
 */
export function parseJson(
  text: string,
  limits: DocumentLimits = documentLimits,
): Result<unknown, AppError> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const error = objection(text, limits);
  return error ? err(error) : ok(value);
}

const quotationMark = 0x22;
const comma = 0x2c;
const openList = 0x5b;
const closeList = 0x5d;
const openMap = 0x7b;
const closeMap = 0x7d;

/**
 * JSON.parse keeps the last of two members of one name and tells nobody (RFC 8259 section 4), so
 * that what a person reads in the file and what Latchkey reads could differ. One pass over a text
 * that is known to be JSON finds them, and counts.
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

/** The offset of the quotation mark that ends the string which starts at `start`. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

function isEscaped(text: string, offset: number): boolean {
  let backslashes = 0;
  while (text[offset - 1 - backslashes] === '\\') backslashes += 1;
  return backslashes % 2 === 1;
}

function unescape(raw: string): string {
  return raw.includes('\\') ? String(JSON.parse(`"${raw}"`)) : raw;
}

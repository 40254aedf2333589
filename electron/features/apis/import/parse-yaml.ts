import { type AppError, appError } from '../../../../shared/errors.ts';
import { err, type Result } from '../../../../shared/result.ts';
import { type DocumentLimits, documentLimits } from './limits.ts';
import { placeOf } from './place.ts';
import { quote } from './text.ts';
import type { YamlFault } from './yaml-fault.ts';
import { readStrictly, type StrictFaults } from './yaml-strict.ts';
import { readTolerantly } from './yaml-tolerant.ts';

/**
 * The value of a YAML text (core schema, with the merge keys that every OpenAPI tool knows).
 *
 * Two parsers, because neither reads all real files: the fast, tolerant one goes first; the strict
 * YAML 1.2 parser retries what that refuses, and reports the position.
 *
 * Errors: `import/not-yaml-or-json`, `import/duplicate-key`, `import/alias-bomb`,
 * `import/too-deep`, `import/too-many-values`.
 */
export function parseYaml(
  text: string,
  limits: DocumentLimits = documentLimits,
): Result<unknown, AppError> {
  const tolerant = readTolerantly(text, limits);
  if (tolerant.ok) return tolerant;
  const { error: fault } = tolerant;
  if (fault.reason === 'MULTIPLE_DOCS' || isLongJson(text)) return err(atItsPlace(text, fault));
  const strict = readStrictly(text, limits);
  if (strict.ok) return strict;
  return err(better(text, fault, strict.error));
}

/** Characters. The strict parser takes a hundred times a text's size in memory. */
const LONG = 4 * 2 ** 20;

/** Of JSON that isn't valid, both parsers name the same place. */
function isLongJson(text: string): boolean {
  return text.length > LONG && /^[\s\ufeff]*[{[]/u.test(text);
}

/** How far apart, in lines, the two parsers may report the same fault. */
const sameFault = 1;

function better(text: string, fault: YamlFault, { error, all }: StrictFaults): AppError {
  const { offset, reason } = fault;
  // The tolerant parser gives no position for what is too large. Its faults win, because the strict
  // parser stops earlier, at something harmless.
  if (offset === undefined || error.code !== 'import/not-yaml-or-json' || all.length === 0) {
    return error;
  }
  const [near] =
    reason === 'UNCLOSED'
      ? []
      : all.toSorted((a, b) => Math.abs(a.offset - offset) - Math.abs(b.offset - offset));
  if (near && linesBetween(text, near.offset, offset) <= sameFault) return atItsPlace(text, near);
  return atItsPlace(text, fault);
}

function linesBetween(text: string, one: number, other: number): number {
  const between = text.slice(Math.min(one, other), Math.max(one, other));
  return between.split('\n').length - 1;
}

function atItsPlace(text: string, { code, reason, message, offset }: YamlFault): AppError {
  return appError(code, {
    detail: {
      ...(reason !== undefined && { reason }),
      ...(message !== undefined && { message: quote(message) }),
      ...(offset !== undefined && placeOf(text, offset)),
    },
  });
}

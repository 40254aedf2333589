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
 * Two parsers, since neither reads all that people have: the fast and tolerant one goes first; the
 * one that keeps to YAML 1.2 has a second look at what that refuses, and tells the place.
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
  if (fault.reason === 'MULTIPLE_DOCS') return err(atItsPlace(text, fault));
  const strict = readStrictly(text, limits);
  if (strict.ok) return strict;
  return err(better(text, fault, strict.error));
}

/** How far apart, in lines, two parsers may notice one and the same fault. */
const sameFault = 1;

function better(text: string, fault: YamlFault, { error, all }: StrictFaults): AppError {
  const { offset, reason } = fault;
  // The tolerant parser knows no place for what is too large; what it calls a fault counts, since
  // the strict one stops earlier, at something that is harmless.
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

import type { ForeignFile } from '../../../../shared/domain/imported-api.ts';
import { type AppError, appError } from '../../../../shared/errors.ts';
import { err, type Result } from '../../../../shared/result.ts';
import { decodeText } from './decode-text.ts';
import type { DocumentLimits } from './limits.ts';
import { parseJson } from './parse-json.ts';
import { parseYaml } from './parse-yaml.ts';

/**
 * A file's content as plain values (maps, lists, strings, booleans, null; numbers as they were
 * written if it is YAML), whatever its name ends with. The format shows in the content.
 *
 * Errors: `import/not-text`, `import/not-yaml-or-json`, `import/duplicate-key`,
 * `import/alias-bomb`, `import/too-deep`, `import/too-many-values`, `import/not-openapi` for what
 * is neither but easily told: an empty file, XML.
 */
export function readDocument(
  bytes: Uint8Array,
  limits?: DocumentLimits,
): Result<unknown, AppError> {
  const decoded = decodeText(bytes);
  if (!decoded.ok) return decoded;
  const text = decoded.value;
  const start = text.trimStart()[0];
  if (start === undefined) return notOpenApi('empty');
  if (start === '<') return notOpenApi('xml');
  // A comment may come before the brace.
  const json = /^[{[/]$/u.test(start) ? parseJson(text, limits) : undefined;
  return json ?? parseYaml(text, limits);
}

function notOpenApi(found: ForeignFile): Result<never, AppError> {
  return err(appError('import/not-openapi', { detail: { found } }));
}

import type { ForeignFile } from '../../../../shared/domain/imported-api.ts';
import { type AppError, appError } from '../../../../shared/errors.ts';
import { err, type Result } from '../../../../shared/result.ts';
import { decodeText } from '../../../base/files/decode-text.ts';
import type { DocumentLimits } from './limits.ts';
import { parseJson } from './parse-json.ts';
import { parseYaml } from './parse-yaml.ts';
import { recogniseBytes, recogniseText } from './recognise-text.ts';

/**
 * A file's content as plain values (maps, lists, strings, booleans, null; YAML numbers as they were
 * written). The format is detected from the content, not the extension.
 *
 * Errors: `import/not-text`, `import/not-yaml-or-json`, `import/duplicate-key`,
 * `import/alias-bomb`, `import/too-deep`, `import/too-many-values`, `import/not-openapi` for what
 * is neither but easily recognised, such as XML or RAML.
 */
export function readDocument(
  bytes: Uint8Array,
  limits?: DocumentLimits,
): Result<unknown, AppError> {
  const decoded = decodeText(bytes);
  const other = recogniseBytes(bytes) ?? (decoded.ok ? recogniseText(decoded.value) : undefined);
  if (other !== undefined) return notOpenApi(other);
  if (!decoded.ok) return decoded;
  const text = decoded.value;
  // A comment may come before the brace.
  const isJson = /^[\s\ufeff]*[{[/]/u.test(text);
  const json = isJson ? parseJson(text, limits) : undefined;
  if (json !== undefined) return json;
  const yaml = parseYaml(text, limits);
  if (yaml.ok || yaml.error.code !== 'import/not-yaml-or-json') return yaml;
  const detail = { ...yaml.error.detail, format: isJson ? 'JSON' : 'YAML' };
  return err(appError(yaml.error.code, { detail }));
}

function notOpenApi(found: ForeignFile): Result<never, AppError> {
  return err(appError('import/not-openapi', { detail: { found } }));
}

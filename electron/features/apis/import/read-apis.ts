import type { ForeignFile, ImportedApi } from '../../../../shared/domain/imported-api.ts';
import type { AppError } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import { collectionToOpenApi, withProject } from './collection-to-openapi.ts';
import { describeApi, type Surroundings } from './describe-api.ts';
import { readDocument } from './read-document.ts';
import { recognise } from './recognise.ts';

export interface FileAnswer {
  readonly result: Result<readonly ImportedApi[], AppError>;
  /** The addresses of other files that it needs and that weren't imported. */
  readonly missing: readonly string[];
}

/**
 * The APIs of one file: one in an OpenAPI file, any number in a collection or a gateway
 * configuration. Pure, like `readOpenApi`.
 *
 * @param project the `api.yaml` of the WSO2 project that the file is the definition of.
 *
 * Errors: those of `readOpenApi`.
 */
export function readApis(
  bytes: Uint8Array,
  file: string,
  surroundings: Surroundings,
  project?: Uint8Array,
): FileAnswer {
  const document = readDocument(bytes);
  if (!document.ok) return { result: document, missing: [] };
  const recognised = recognise(document.value);
  if (recognised.ok) {
    const whole = project ? inProject(document.value, project) : document.value;
    const { result, missing } = describeApi(whole, file, surroundings);
    return { result: result.ok ? ok([result.value]) : result, missing };
  }
  const found = recognised.error.detail?.['found'];
  const apis = collectionToOpenApi(found as ForeignFile, document.value).flatMap((like) => {
    const { result } = describeApi(like, file, surroundings);
    return result.ok ? [from(String(found), result.value)] : [];
  });
  return { result: apis.length > 0 ? ok(apis) : err(recognised.error), missing: [] };
}

function from(found: string, api: ImportedApi): ImportedApi {
  return { ...api, notes: [{ code: 'read-from', detail: { found } }, ...api.notes] };
}

function inProject(definition: unknown, project: Uint8Array): unknown {
  const read = readDocument(project);
  return read.ok ? withProject(definition, read.value) : definition;
}

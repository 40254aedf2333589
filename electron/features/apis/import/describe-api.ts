import { parse } from 'node:path';
import {
  type ImportedApi,
  type ImportNoteCode,
  importedTextLimits as limits,
  maxImportedScopes,
} from '../../../../shared/domain/imported-api.ts';
import { type AppError, appError } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import { contextOf } from './context.ts';
import { gatherNotes, type Notes } from './notes.ts';
import { operationsOf } from './operations.ts';
import { readDocument } from './read-document.ts';
import { recognise } from './recognise.ts';
import { remoteReference } from './references.ts';
import { scopesOf } from './scopes.ts';
import { lines, oneLine, quote, shorten } from './text.ts';
import { isFields, member, text } from './tree.ts';

/**
 * What an OpenAPI 3.0, 3.1, 3.2 or Swagger 2 file says of its API. Pure: it opens no file and no
 * connection, and its time and memory are bounded by the size of `bytes`; still a hostile file can
 * keep a thread busy for seconds, so the program runs it in one that it can end (read-files.ts).
 *
 * `file` is the name to show, without its folder.
 *
 * Errors: those of `readDocument`, `recognise` and `remoteReference`; `import/invalid` with
 * `pointer` if the document has no `info`; `import/too-many-values` with `limit` and `pointer` for
 * more than 5,000 scopes.
 */
export function readOpenApi(bytes: Uint8Array, file: string): Result<ImportedApi, AppError> {
  const document = readDocument(bytes);
  if (!document.ok) return document;
  const dialect = recognise(document.value);
  if (!dialect.ok) return dialect;
  const remote = remoteReference(document.value);
  if (remote) return err(remote);
  return describe(document.value, file);
}

function describe(document: unknown, file: string): Result<ImportedApi, AppError> {
  const info = member(document, 'info');
  if (!isFields(info)) return err(appError('import/invalid', { detail: { pointer: '#/info' } }));
  const notes = gatherNotes();
  const name = nameOf(info, file, notes);
  const version = versionOf(info, notes);
  const context = contextOf(document, name, version, notes);
  const operations = operationsOf(document, notes);
  const scopes = scopesOf(document, operations, notes);
  if (scopes.length > maxImportedScopes) {
    return err(
      appError('import/too-many-values', {
        detail: { limit: maxImportedScopes, pointer: '#/components/securitySchemes' },
      }),
    );
  }
  noteThrottling([document, ...operations], notes);
  return ok({
    file,
    name,
    version,
    context,
    provider: providerOf(info, notes),
    description: descriptionOf(info, notes),
    scopes,
    notes: notes.list(),
  });
}

function nameOf(info: unknown, file: string, notes: Notes): string {
  const title = oneLine(text(member(info, 'title')));
  const name = title || oneLine(parse(file).name) || 'API';
  if (!title) notes.add('name-from-file', { name: quote(name) });
  return within(name, limits.name, 'name-shortened', notes);
}

function versionOf(info: unknown, notes: Notes): string {
  const version = oneLine(text(member(info, 'version')));
  if (version) return within(version, limits.version, 'version-shortened', notes);
  notes.add('version-assumed', { version: '1.0.0' });
  return '1.0.0';
}

/** No standard field names the provider; `x-providerName` is what the APIs.guru directory writes. */
function providerOf(info: unknown, notes: Notes): string {
  const provider =
    oneLine(text(member(info, 'x-provider'))) ||
    oneLine(text(member(info, 'x-providerName'))) ||
    oneLine(text(member(info, 'contact', 'name')));
  return within(provider, limits.provider, 'provider-shortened', notes);
}

function descriptionOf(info: unknown, notes: Notes): string {
  const description =
    lines(text(member(info, 'description'))) || lines(text(member(info, 'summary')));
  return within(description, limits.description, 'description-shortened', notes);
}

function within(value: string, limit: number, code: ImportNoteCode, notes: Notes): string {
  if (value.length > limit) notes.add(code, { length: value.length, limit });
  return shorten(value, limit);
}

/** A rate policy of the API or of one operation. Business plans stand in no OpenAPI file. */
function noteThrottling(parts: readonly unknown[], notes: Notes): void {
  for (const part of parts) {
    for (const key of ['x-throttling-tier', 'x-wso2-throttling-tier']) {
      const tier = text(member(part, key));
      if (tier) notes.count('throttling-tier-not-a-plan', tier);
    }
  }
}

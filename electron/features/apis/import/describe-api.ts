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
import { noteLeftOut } from './left-out-references.ts';
import { gatherNotes, type Notes } from './notes.ts';
import { operationsOf } from './operations.ts';
import { readDocument } from './read-document.ts';
import { recognise } from './recognise.ts';
import { type Companions, type References, referencesOf } from './references.ts';
import { scopesOf } from './scopes.ts';
import { lines, oneLine, quote, shorten, shortenName } from './text.ts';
import { isFields, member, text } from './tree.ts';

/** A file's address, and the files imported with it. */
export interface Surroundings {
  /** The file's own address, the base of relative references. */
  readonly address: string;
  readonly companions: Companions;
}

export interface Described {
  readonly result: Result<ImportedApi, AppError>;
  /** The addresses of the other files that it needs, as far as they are known. */
  readonly missing: readonly string[];
}

/**
 * Reads the API from a parsed OpenAPI 3.0, 3.1, 3.2 or Swagger 2 document.
 *
 * Errors: `import/invalid` with `pointer` if the document has no `info`; `import/remote-reference`
 * with `reference`, `pointer` and `needed` if name, paths or security schemes are in a file that
 * wasn't imported; `import/too-many-values` with `limit` and `pointer` for more than 5,000
 * scopes.
 */
export function describeApi(
  document: unknown,
  file: string,
  { address, companions }: Surroundings,
): Described {
  const notes = gatherNotes();
  const references = referencesOf(document, address, companions, notes);
  const result = described(references, file, notes);
  const refusal = references.refusal();
  return { result: refusal ? err(refusal) : result, missing: references.missing() };
}

/** `file` on its own, without other files. */
export function alone(file: string): Surroundings {
  return {
    address: new URL(encodeURIComponent(file), 'file:///').href,
    companions: () => undefined,
  };
}

/**
 * Reads the API from an OpenAPI file. Pure: it opens no file and no connection, and its time and
 * memory are bounded by the size of `bytes`. A hostile file can still keep a thread busy for
 * seconds, so it runs in a thread that can be terminated (read-files.ts).
 *
 * `file` is the name to show, without its folder.
 *
 * Errors: those of `readDocument`, `recognise` and `describeApi`.
 */
export function readOpenApi(bytes: Uint8Array, file: string): Result<ImportedApi, AppError> {
  const document = readDocument(bytes);
  if (!document.ok) return document;
  const recognised = recognise(document.value);
  return recognised.ok ? describeApi(document.value, file, alone(file)).result : recognised;
}

function described(
  references: References,
  file: string,
  notes: Notes,
): Result<ImportedApi, AppError> {
  const { root, get } = references;
  const document = root.value;
  const info = get(root, 'info', 'info').value;
  if (!isFields(info)) return err(appError('import/invalid', { detail: { pointer: '#/info' } }));
  const name = nameOf(info, file, notes);
  const version = versionOf(info, notes);
  const context = contextOf(document, name, version, notes);
  const operations = operationsOf(references);
  const scopes = scopesOf(references, operations, notes);
  if (scopes.length > maxImportedScopes) {
    return err(
      appError('import/too-many-values', {
        detail: { limit: maxImportedScopes, pointer: '#/components/securitySchemes' },
      }),
    );
  }
  noteThrottling([document, ...operations], notes);
  noteLeftOut(references, notes);
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

/** No standard field names the provider; the APIs.guru directory writes `x-providerName`. */
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
  const { length } = description;
  const limit = limits.description;
  if (length > limit) notes.add('description-shortened', { length, limit });
  return shorten(description, limit);
}

function within(value: string, limit: number, code: ImportNoteCode, notes: Notes): string {
  if (value.length > limit) notes.add(code, { length: value.length, limit });
  return shortenName(value, limit);
}

/** Notes a rate policy of the API or an operation: OpenAPI files have no business plans. */
function noteThrottling(parts: readonly unknown[], notes: Notes): void {
  for (const part of parts) {
    for (const key of ['x-throttling-tier', 'x-wso2-throttling-tier']) {
      const tier = text(member(part, key));
      if (tier) notes.count('throttling-tier-not-a-plan', tier);
    }
  }
}

import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { readOpenApi } from '../../../../../electron/features/apis/import/describe-api.ts';
import type { ImportedApi } from '../../../../../shared/domain/imported-api.ts';
import type { AppError } from '../../../../../shared/errors.ts';

export function fixture(name: string): Buffer {
  return readFileSync(new URL(`../../../../fixtures/openapi/${name}`, import.meta.url));
}

export function sample(name: string): Buffer {
  return readFileSync(new URL(`../../../../../build/samples/${name}`, import.meta.url));
}

/** What is read of a document given as its text, or as a value. */
export function apiOf(document: string | object, file = 'pets.yaml'): ImportedApi {
  const result = readOpenApi(bytesOf(document), file);
  expect(result).toMatchObject({ ok: true });
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

export function errorOf(document: string | object | Uint8Array): AppError {
  const result = readOpenApi(bytesOf(document), 'pets.yaml');
  expect(result).toMatchObject({ ok: false });
  if (result.ok) throw new Error('The document was accepted');
  return result.error;
}

function bytesOf(document: string | object): Uint8Array {
  if (document instanceof Uint8Array) return document;
  return new TextEncoder().encode(
    typeof document === 'string' ? document : JSON.stringify(document),
  );
}

/** A small document of OpenAPI 3 with `more` in it. */
export function openApi(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    openapi: '3.0.3',
    info: { title: 'Pets', version: '1.0.0' },
    servers: [{ url: '/pets' }],
    paths: {},
    ...more,
  };
}

export function note(api: ImportedApi, code: string): Record<string, unknown> | undefined {
  return api.notes.find((candidate) => candidate.code === code)?.detail;
}

export function codes(api: ImportedApi): string[] {
  return api.notes.map(({ code }) => code);
}

import { expect, test } from 'vitest';
import { z } from 'zod';
import { apiDraftSchema } from '../../shared/domain/api.ts';
import { settingsPatchSchema } from '../../shared/domain/settings.ts';
import { nameSchema } from '../../shared/domain/text.ts';
import { inputError, inputErrors } from '../../shared/input-error.ts';

function errorsOf(schema: z.ZodType, input: unknown) {
  const { error } = schema.safeParse(input);
  return error === undefined ? [] : inputErrors(error);
}

function scope(name: string) {
  return { name, displayName: '', description: '' };
}

test('each field at fault has its own error, with what fills the blanks of the words', () => {
  const schema = z.object({ name: nameSchema({ max: 3 }), provider: nameSchema({ max: 9 }) });
  expect(errorsOf(schema, { name: 'Petshop', provider: ' ' })).toEqual([
    { code: 'field/too-long', field: 'name', detail: { max: 3 } },
    { code: 'field/required', field: 'provider' },
  ]);
});

test('a limit of a number is told', () => {
  expect(errorsOf(settingsPatchSchema, { clipboardSeconds: 4 })).toEqual([
    { code: 'field/too-small', field: 'clipboardSeconds', detail: { min: 5 } },
  ]);
  expect(errorsOf(settingsPatchSchema, { clipboardSeconds: 601 })).toEqual([
    { code: 'field/too-large', field: 'clipboardSeconds', detail: { max: 600 } },
  ]);
});

test('the second of two scopes with one name is at fault, by its row', () => {
  const draft = {
    name: 'Petshop',
    version: '1.0.0',
    context: '/pets',
    provider: '',
    description: '',
    scopes: [scope('read'), scope('write'), scope('read')],
    businessPlanIds: ['1b4e28ba-2fa1-4d3c-8b2e-6f1a9c0d7e55'],
  };
  expect(errorsOf(apiDraftSchema, draft)).toEqual([
    { code: 'field/taken', field: 'scopes.2.name', detail: { name: 'read' } },
  ]);
});

test('what zod says by itself is bad input, at its field', () => {
  const { error } = z.object({ id: z.uuid() }).safeParse({ id: 'no' });
  expect(error && inputError(error)).toEqual({ code: 'call/bad-input', field: 'id' });
});

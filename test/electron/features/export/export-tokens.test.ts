import { readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  type ExportFormat,
  type ExportSelection,
  exportFormats,
} from '../../../../shared/domain/token-export.ts';
import type { Input } from '../../../../shared/ipc/contract.ts';
import { t } from '../../../../shared/words/words.ts';
import { SECOND, startCore, type TestCore, temporaryDirectory } from '../../../support/core.ts';
import {
  generate,
  jwtOf,
  makeApplication,
  makePetshop,
  regenerate,
} from '../../../support/workspace.ts';

const fileSchema = z.object({
  tokens: z.array(z.looseObject({ jti: z.string(), state: z.string(), accessToken: z.string() })),
});

type Selection = Input<'token:export'>['selection'];

/** What is written, and where. */
async function exported(core: TestCore, selection: Selection, format: ExportFormat = 'json') {
  const folder = temporaryDirectory();
  core.shell.saveTo = { folder };
  const saved = await core.give('token:export', { selection, format, encryption: null });
  if (saved === null) throw new Error('The dialog was closed');
  return { ...saved, text: readFileSync(saved.path, 'utf8') };
}

async function jtis(core: TestCore, selection: Selection): Promise<string[]> {
  const { text } = await exported(core, selection);
  return fileSchema.parse(JSON.parse(text)).tokens.map(({ jti }) => jti);
}

test('a search finds a token that was issued a moment ago', async () => {
  const core = await startCore();
  const { token } = await makePetshop(core);
  expect(await jtis(core, { of: 'filter', filter: { search: 'petshop' } })).toEqual([token.id]);
});

test('a token in JSON, field by field', async () => {
  const core = await startCore();
  const { application, token } = await makePetshop(core);
  const view = await core.give('keys:get', {
    applicationId: application.id,
    keyType: 'PRODUCTION',
  });
  const { path, count, text } = await exported(core, { of: 'tokens', ids: [token.id] });
  expect(JSON.parse(text)).toEqual({
    tokens: [
      {
        application: 'Petshop',
        applicationId: application.id,
        keyType: 'PRODUCTION',
        state: 'active',
        consumerKey: view.keys?.consumerKey,
        tokenType: 'Bearer',
        accessToken: await jwtOf(core, token),
        scopes: ['pets:read'],
        issuer: 'https://latchkey.localhost',
        kid: token.kid,
        algorithm: 'RS256',
        jti: token.id,
        issuedAt: '2026-11-23T08:00:00.000Z',
        expiresAt: '2026-11-23T09:00:00.000Z',
        neverExpires: false,
        revokedAt: null,
      },
    ],
  });
  expect(count).toBe(1);
  expect(basename(path)).toBe('petshop-production.json');
  expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
});

test('one that never expires is marked so, with its exp', async () => {
  const core = await startCore();
  const { id } = await makeApplication(core, 'Petshop');
  await generate(core, id, { validitySeconds: -1 });
  const { text } = await exported(core, { of: 'application', id });
  expect(JSON.parse(text)).toMatchObject({
    tokens: [{ neverExpires: true, expiresAt: '2094-12-11T11:14:07.000Z' }],
  });
});

test('the consumer secret is in no file', async () => {
  const core = await startCore();
  const { token } = await makePetshop(core);
  const ref = { kind: 'consumer-secret', id: token.keysId } as const;
  const { value } = await core.give('secret:reveal', ref);
  for (const format of exportFormats) {
    expect((await exported(core, { of: 'everything' }, format)).text).not.toContain(value);
  }
});

/** Two applications; an expired, a revoked and an old token among theirs. */
async function ledger() {
  const core = await startCore();
  const { application: shop, token: revoked } = await makePetshop(core);
  const current = await regenerate(core, revoked, { validitySeconds: 86_400 });
  const other = await makeApplication(core, 'Another');
  const expired = await generate(core, other.id, { validitySeconds: 1 });
  const sandbox = await generate(core, other.id, { keyType: 'SANDBOX' });
  core.clock.now += 10 * SECOND;
  return { core, shop, other, revoked, current, expired, sandbox };
}

describe('what is exported', () => {
  test('of everything: each token with its state, also what has expired or is revoked', async () => {
    const { core, revoked, current, expired, sandbox } = await ledger();
    const { text, count } = await exported(core, { of: 'everything' });
    const { tokens } = fileSchema.parse(JSON.parse(text));
    expect(tokens.map(({ jti, state }) => [jti, state])).toEqual([
      [sandbox.id, 'active'],
      [expired.id, 'expired'],
      [current.id, 'active'],
      [revoked.id, 'revoked'],
    ]);
    expect(count).toBe(4);
  });

  test('of more than one page, each token once', async () => {
    const core = await startCore();
    const { token } = await makePetshop(core);
    let last = token;
    for (let count = 0; count < 210; count += 1) last = await regenerate(core, last);
    const found = await jtis(core, { of: 'everything' });
    expect(found).toHaveLength(211);
    expect(new Set(found).size).toBe(211);
  });

  test('of an application: its active current tokens', async () => {
    const { core, shop, other, current, sandbox } = await ledger();
    expect(await jtis(core, { of: 'application', id: shop.id })).toEqual([current.id]);
    expect(await jtis(core, { of: 'application', id: other.id })).toEqual([sandbox.id]);
  });

  test('without an older token that Re-generate kept valid', async () => {
    const { core, shop, current } = await ledger();
    await core.give('settings:update', { keepOldToken: true });
    const fresh = await regenerate(core, current);
    expect(await jtis(core, { of: 'application', id: shop.id })).toEqual([fresh.id]);
  });

  test('of a selection: exactly these, in this order, once each, with their state', async () => {
    const { core, revoked, expired, current } = await ledger();
    const ids = [expired.id, current.id, revoked.id, expired.id];
    const { text, count } = await exported(core, { of: 'tokens', ids });
    const { tokens } = fileSchema.parse(JSON.parse(text));
    expect(tokens.map(({ jti, state }) => [jti, state])).toEqual([
      [expired.id, 'expired'],
      [current.id, 'active'],
      [revoked.id, 'revoked'],
    ]);
    expect(count).toBe(3);
  });

  test('of a selection in the bin: as revoked', async () => {
    const { core, shop, current } = await ledger();
    await core.give('application:delete', { id: shop.id });
    const { text } = await exported(core, { of: 'tokens', ids: [current.id] });
    expect(JSON.parse(text)).toMatchObject({ tokens: [{ jti: current.id, state: 'revoked' }] });
  });

  test('the state is that at the time of writing, not of opening the dialog', async () => {
    const { core, current } = await ledger();
    const folder = temporaryDirectory();
    core.shell.askWhereToSave = async () => {
      core.clock.now = current.expiresAt;
      return join(folder, 'x.json');
    };
    await core.give('token:export', {
      selection: { of: 'tokens', ids: [current.id] },
      format: 'json',
      encryption: null,
    });
    expect(JSON.parse(readFileSync(join(folder, 'x.json'), 'utf8'))).toMatchObject({
      tokens: [{ state: 'expired' }],
    });
  });
});

describe('what is refused', () => {
  const unknown = '0f8fad5b-d9cb-469f-a165-70867728950e';

  test.each<[string, (application: string) => Selection, string]>([
    ['an application without a token', (id) => ({ of: 'application', id }), 'export/nothing'],
    ['everything, when there is nothing', () => ({ of: 'everything' }), 'export/nothing'],
    ['an unknown application', () => ({ of: 'application', id: unknown }), 'missing/application'],
    ['an unknown token', () => ({ of: 'tokens', ids: [unknown] }), 'missing/token'],
    ['no token at all', () => ({ of: 'tokens', ids: [] }), 'call/bad-input'],
  ])('%s: no dialog is opened', async (_what, selection, code) => {
    const core = await startCore();
    const { id } = await makeApplication(core, 'Empty');
    const refusal = await core.refuse('token:export', {
      selection: selection(id),
      format: 'json',
      encryption: null,
    });
    expect(refusal.code).toBe(code);
    expect(core.shell.asked).toEqual([]);
  });

  test('a path that can’t be written is reported, and not logged', async () => {
    const core = await startCore();
    await makePetshop(core);
    core.shell.saveTo = { folder: join(temporaryDirectory(), 'no') };
    const request = { selection: { of: 'everything' }, format: 'csv', encryption: null } as const;
    expect(await core.refuse('token:export', request)).toEqual({
      code: 'file/unwritable',
      detail: { file: 'petshop-production.csv', reason: 'ENOENT' },
    });
    const { entries } = await core.give('activity:list', { limit: 1 });
    expect(entries[0]?.kind).toBe('keys/generated');
  });
});

test('a closed dialog writes and logs nothing', async () => {
  const core = await startCore();
  await makePetshop(core);
  core.shell.saveTo = null;
  const selection: ExportSelection = { of: 'everything' };
  expect(
    await core.give('token:export', { selection, format: 'json', encryption: null }),
  ).toBeNull();
  const { entries } = await core.give('activity:list', { limit: 1 });
  expect(entries[0]?.kind).toBe('keys/generated');
});

test.each([
  ['json', 'JSON', 'json'],
  ['env', 'Environment file', 'env'],
  ['csv', 'CSV', 'csv'],
  ['jwt', 'JWT', 'jwt'],
  ['header', 'HTTP header', 'txt'],
  ['postman', 'Postman environment', 'postman_environment.json'],
] as const)(
  '%s is offered by its name and logged, without a token',
  async (format, name, ending) => {
    const core = await startCore();
    const { token } = await makePetshop(core);
    const { text } = await exported(core, { of: 'everything' }, format);
    const jwt = await jwtOf(core, token);
    expect(text).toContain(jwt);
    expect(core.shell.asked).toMatchObject([
      {
        suggestedName: `petshop-production.${ending}`,
        kind: { extensions: [ending.split('.').at(-1)] },
      },
    ]);
    expect(core.shell.asked.map(({ kind }) => t(kind.name))).toEqual([name]);
    const { entries } = await core.give('activity:list', { search: 'token/exported', limit: 10 });
    expect(entries).toMatchObject([
      {
        subject: 'Petshop, PRODUCTION',
        detail: { format, count: 1, file: `petshop-production.${ending}` },
      },
    ]);
    expect(JSON.stringify(entries)).not.toContain(jwt.split('.')[2]);
  },
);

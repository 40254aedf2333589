import { describe, expect, test } from 'vitest';
import type { SettingsPatch } from '../../../../shared/domain/settings.ts';
import { startCore } from '../../../support/core.ts';
import { openBeside } from '../../../support/data-key.ts';
import { decodeJwt } from '../../../support/jwt.ts';
import { generate, jwtOf, makeApplication } from '../../../support/workspace.ts';

test('an unset value has its default', async () => {
  const core = await startCore({ fresh: true });
  expect(await core.give('settings:get', {})).toEqual({
    owner: expect.any(String),
    defaultValiditySeconds: 3600,
    confirmBeyondSeconds: 31_536_000,
    profile: 'standard',
    algorithm: 'RS256',
    rsaLength: 2048,
    keepOldToken: false,
    announceExpiry: true,
    keepExpiredDays: 90,
    applicationAttributes: [],
    issuer: 'https://latchkey.localhost',
    audience: ['http://org.wso2.apimgt/gateway'],
    statusListUri: '',
    lockAfterMinutes: 10,
    clipboardSeconds: 30,
  });
});

describe('a setting', () => {
  test.each<SettingsPatch>([
    { owner: 'Ада Лавлейс' },
    { defaultValiditySeconds: -1 },
    { keepOldToken: true },
    { statusListUri: 'https://keys.example/statuslist.jwt' },
    { profile: 'lean' },
    { algorithm: 'EdDSA' },
    { rsaLength: 4096 },
    { confirmBeyondSeconds: 86_400 },
    { issuer: 'urn:latchkey' },
    { audience: ['gateway', 'https://other.example'] },
    { clipboardSeconds: 600 },
  ])('%j is kept over a restart, and the others stay', async (patch) => {
    const core = await startCore();
    const before = await core.give('settings:get', {});
    expect(await core.give('settings:update', patch)).toEqual({ ...before, ...patch });
    await core.restart();
    expect(await core.give('settings:get', {})).toEqual({ ...before, ...patch });
  });

  test('with an invalid value is refused at its field, and nothing of the patch is stored', async () => {
    const core = await startCore();
    const before = await core.give('settings:get', {});
    const refusal = await core.refuse('settings:update', {
      owner: 'new owner',
      audience: ['good', 'not good'],
    });
    expect(refusal).toEqual({ code: 'field/not-a-url', field: 'audience.1' });
    expect(await core.give('settings:get', {})).toEqual(before);
  });

  test('is logged, once per change', async () => {
    const core = await startCore();
    await core.give('settings:update', { issuer: 'urn:x', audience: ['a', 'b'] });
    const { entries } = await core.give('activity:list', { search: 'settings/', limit: 10 });
    expect(entries.map(({ subject, detail }) => [subject, detail['value']])).toEqual([
      ['audience', 'a b'],
      ['issuer', 'urn:x'],
    ]);
  });
});

test('the default validity applies to new keys: issued ones keep theirs', async () => {
  const core = await startCore();
  const { id } = await makeApplication(core, 'Petshop');
  const token = await generate(core, id, { validitySeconds: 3600 });
  await core.give('settings:update', { defaultValiditySeconds: 60 });
  const view = await core.give('keys:get', { applicationId: id, keyType: 'PRODUCTION' });
  expect(view.defaultValiditySeconds).toBe(60);
  expect(view.token).toEqual(token);
});

test('issuer and audience apply to tokens issued afterwards', async () => {
  const core = await startCore();
  const { id } = await makeApplication(core, 'Petshop');
  const old = await generate(core, id);
  await core.give('settings:update', { issuer: 'urn:new', audience: ['one', 'two'] });
  const fresh = await generate(core, id, { keyType: 'SANDBOX' });
  expect(decodeJwt(await jwtOf(core, old)).claims['iss']).toBe('https://latchkey.localhost');
  expect(decodeJwt(await jwtOf(core, fresh)).claims).toMatchObject({
    iss: 'urn:new',
    aud: ['one', 'two'],
  });
});

test('values added by a newer version are ignored and kept', async () => {
  const core = await startCore();
  const before = await core.give('settings:get', {});
  const db = await openBeside(core.home);
  db.exec(`INSERT INTO setting (name, value) VALUES ('fromTheFuture', '"x"')`);
  await core.restart();
  expect(await core.give('settings:get', {})).toEqual(before);
  await core.give('settings:update', { keepOldToken: true });
  const row = db.prepare(`SELECT value FROM setting WHERE name = 'fromTheFuture'`).get();
  db.close();
  expect(row).toEqual({ value: '"x"' });
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { encodings, hits, sealedColumns, secretsOf, tracesOf } from '../../../support/canary.ts';
import { OWNER, PASSPHRASE, startCore, type TestCore } from '../../../support/core.ts';
import { dataKeyOf, openBeside } from '../../../support/data-key.ts';
import { everyChange } from '../../../support/journey.ts';
import { makeApplication, makePetshop } from '../../../support/workspace.ts';

/** Records all answers of the core except the one that is a secret. */
function recorded(core: TestCore, heard: unknown[]): TestCore {
  return {
    ...core,
    give: async (channel, input, call) => {
      const answer = await core.give(channel, input, call);
      if (channel !== 'secret:reveal') heard.push(answer);
      return answer;
    },
  };
}

test('after using everything once, no secret is anywhere in plain text', {
  tags: 'secrets/at-rest',
}, async () => {
  const core = await startCore();
  const heard: unknown[] = [];
  await everyChange(recorded(core, heard));
  for (const application of await core.give('application:list', {})) heard.push(application);
  heard.push(await core.give('token:list', { limit: 500 }));
  heard.push(await core.give('activity:list', { limit: 500 }));
  heard.push(await core.give('gateway:get', {}));
  heard.push(core.shell.asked, core.shell.changes, core.defects);

  const secrets = secretsOf(core.home, await dataKeyOf(core.home));
  // Three consumer secrets, three tokens, four signing keys.
  expect(secrets).toHaveLength(10);
  expect(secrets.filter((secret) => /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/.test(secret))).toHaveLength(3);
  const traces = secrets.flatMap(tracesOf);
  expect(traces.length).toBeGreaterThan(25);
  const needles = traces.flatMap(encodings);

  expect(hits(core.home, needles)).toEqual([]);
  const said = JSON.stringify(heard);
  expect(traces.filter((trace) => said.includes(trace))).toEqual([]);
  await core.restart();
  expect(hits(core.home, needles)).toEqual([]);
});

test('neither the data key nor the passphrase is anywhere', {
  tags: 'secrets/at-rest',
}, async () => {
  const core = await startCore();
  await everyChange(core);
  const key = (await dataKeyOf(core.home)).use((bytes) => Buffer.from(bytes));
  const needles = [key, ...encodings(key.toString('base64')), ...encodings(PASSPHRASE)];
  expect(hits(core.home, needles)).toEqual([]);
  await core.restart();
  expect(hits(core.home, needles)).toEqual([]);
});

test('no stored name, scope or time is in any file', {
  tags: 'secrets/encrypted-file',
}, async () => {
  const core = await startCore({ fresh: true });
  const { application, token } = await makePetshop(core);
  const description = 'A description that nobody else should read';
  await makeApplication(core, 'Quarterly figures', { description });
  const keys = await core.give('keys:get', {
    applicationId: application.id,
    keyType: 'PRODUCTION',
  });
  await core.give('backup:create', {});
  const words = [
    'Petshop',
    'petshop-team',
    'Quarterly figures',
    description,
    'pets:read',
    'Change pets',
    '/pets',
    OWNER,
    'application/created',
    'business_plan',
    'Unlimited',
    application.id,
    token.id,
    keys.keys?.consumerKey ?? '',
    String(token.expiresAt),
    new Date(token.issuedAt).toISOString(),
  ];
  const needles = words.flatMap(encodings);
  expect(words).not.toContain('');
  // As SQLite stores it: 6 bytes, big-endian.
  const time = Buffer.alloc(6);
  time.writeUIntBE(token.expiresAt, 0, 6);
  const search = () => hits(core.home, [...needles, time]);
  expect(search()).toEqual([]);
  await core.restart();
  expect(search()).toEqual([]);
  await core.give('workspace:lock', {});
  expect(search()).toEqual([]);
});

test('the search finds a planted secret, as a control', async () => {
  const core = await startCore();
  const description = 'CANARY-that-stands-in-the-clear';
  writeFileSync(join(core.home, 'x'), `before ${description} after`);
  expect(hits(core.home, [Buffer.from(description)])).toHaveLength(1);
});

test('the columns for secrets are exactly the known ones', async () => {
  const core = await startCore();
  const db = await openBeside(core.home, { readonly: true });
  const names = sealedColumns(db).map(({ table, column }) => `${table}.${column}`);
  db.close();
  expect(names).toEqual([
    'consumer_secret.secret_sealed',
    'signing_key.certificate_sealed',
    'signing_key.private_key_sealed',
    'token_secret.jwt_sealed',
  ]);
});

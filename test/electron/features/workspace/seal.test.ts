/**
 * @module-tag authenticity/set-back
 */
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { WritableDb } from '../../../../electron/base/database/database.ts';
import { protectedTables } from '../../../../electron/base/database/protected-tables.ts';
import { createSeal, sealTogether } from '../../../../electron/base/database/seal.ts';
import { DAY, PASSPHRASE, startCore, type TestCore } from '../../../support/core.ts';
import { dataKeyOf, keyBlockOf, openBeside } from '../../../support/data-key.ts';
import { request, used } from '../../../support/protected-rows.ts';
import { generate, makeApplication } from '../../../support/workspace.ts';

/** The errors that refuse signing and publishing. */
async function refusals(core: TestCore, applicationId: string): Promise<readonly string[]> {
  core.shell.saveTo = { folder: core.home };
  const codes = [
    await core.call('keys:generate', request(applicationId)),
    await core.call('gateway:get', {}),
    await core.call('gateway:export', { file: 'revocations' }),
  ].map((result) => (result.ok ? 'done' : result.error.code));
  return [...new Set(codes)];
}

async function isIntact(core: TestCore): Promise<boolean> {
  const db = await openBeside(core.home, { readonly: true });
  const intact = createSeal(db as unknown as WritableDb, await dataKeyOf(core.home)).isIntact();
  db.close();
  return intact;
}

const file = (core: TestCore) => join(core.home, 'workspace.latchkey');
const witness = (core: TestCore) => join(core.home, 'witness', keyBlockOf(core.home).id);

const latest = (core: TestCore) => `${witness(core)}.latest`;

const writes = [
  'UPDATE token SET revoked_at = NULL',
  'UPDATE token SET revoked_at = revoked_at + 1',
  'DELETE FROM token WHERE revoked_at IS NOT NULL',
  'UPDATE token SET revoked_at = 1 WHERE revoked_at IS NULL',
  'DELETE FROM purged_token',
  'UPDATE purged_token SET expires_at = 0',
  "UPDATE setting SET value = '\"urn:before\"' WHERE name = 'issuer'",
  "DELETE FROM setting WHERE name = 'issuer'",
  "INSERT INTO setting VALUES ('keepOldToken', 'true')",
  "UPDATE subscription SET state = 'BLOCKED'",
  'DELETE FROM subscription',
  "UPDATE signing_key SET state = 'previous'",
  'UPDATE signing_key SET private_key_sealed = certificate_sealed',
  "UPDATE application_form SET profile = 'lean'",
  'DELETE FROM application_form',
  'UPDATE application_keys SET consumer_key = lower(consumer_key)',
  'UPDATE consumer_secret SET revoked_at = 1',
  'DELETE FROM consumer_secret',
  'UPDATE application SET deleted_at = NULL WHERE deleted_at IS NOT NULL',
  'DELETE FROM activity WHERE id = (SELECT max(id) FROM activity)',
];

describe('a write by another program', { tags: 'secrets/set-back' }, () => {
  test.each([...writes, 'UPDATE seal SET generation = 7', 'DELETE FROM seal_sum'])(
    'is detected at sign-in, and nothing is signed: %s',
    async (sql) => {
      const core = await startCore();
      const { application } = await used(core);
      await core.give('workspace:lock', {});
      const db = await openBeside(core.home, { unsealed: true });
      db.exec(sql);
      db.close();
      await core.restart();
      expect(await refusals(core, application.id)).toEqual(['seal/altered']);
      // It can still be read, and stays in doubt.
      expect(await core.give('application:list', {})).not.toEqual([]);
      await core.restart();
      expect(await refusals(core, application.id)).toEqual(['seal/altered']);
    },
  );

  test('is detected before the next signature while the workspace is open', async () => {
    const core = await startCore();
    const { application } = await used(core);
    const db = await openBeside(core.home, { unsealed: true });
    db.exec('UPDATE token SET revoked_at = NULL');
    db.close();
    expect(await refusals(core, application.id)).toEqual(['seal/altered']);
  });
});

test('a token that an old page no longer withdraws is noticed: its application is in the bin', async () => {
  const core = await startCore();
  const { application } = await used(core);
  const binned = await makeApplication(core, 'Binned');
  await generate(core, binned.id);
  await core.give('application:delete', { id: binned.id });
  await core.give('workspace:lock', {});
  const db = await openBeside(core.home, { unsealed: true });
  db.exec('UPDATE token SET withdrawn_at = NULL');
  db.close();
  await core.restart();
  expect(await refusals(core, application.id)).toEqual(['seal/altered']);
});

describe('a write of the program', { tags: 'secrets/set-back' }, () => {
  test.each(writes.filter((sql) => !sql.includes('activity')))(
    'keeps the seal in its own transaction: %s',
    async (sql) => {
      const core = await startCore();
      await used(core);
      const db = await openBeside(core.home);
      const changed = db.transaction(() => db.exec(sql));
      changed();
      expect(await isIntact(core)).toBe(true);
      const taken = db.transaction(() => {
        db.exec('UPDATE setting SET value = \'"urn:never"\'');
        throw new Error('taken back');
      });
      expect(taken).toThrow('taken back');
      expect(await isIntact(core)).toBe(true);
      db.close();
    },
  );

  test('keeps the seal for all that it changes together', async () => {
    const core = await startCore();
    await used(core);
    const db = await openBeside(core.home);
    const inOne = (work: () => unknown) =>
      db.transaction(() => sealTogether(db as unknown as WritableDb, work));
    const generation = db.prepare('SELECT generation FROM seal').pluck();
    const before = Number(generation.get());
    inOne(() => {
      for (const sql of writes.filter((one) => !one.includes('activity'))) db.exec(sql);
      expect(generation.get()).toBe(before);
    })();
    // Once for each table.
    expect(generation.get()).toBe(before + protectedTables.length);
    expect(await isIntact(core)).toBe(true);
    const taken = inOne(() => {
      db.exec('UPDATE setting SET value = \'"urn:never"\'');
      throw new Error('taken back');
    });
    expect(taken).toThrow('taken back');
    db.exec('UPDATE setting SET value = \'"urn:later"\'');
    expect(await isIntact(core)).toBe(true);
    db.close();
  });

  test('every protected table has test data', async () => {
    const core = await startCore();
    await used(core);
    const db = await openBeside(core.home, { readonly: true });
    const counts = db.prepare('SELECT name, count FROM seal_sum WHERE count > 0').all();
    db.close();
    expect(counts).toHaveLength(protectedTables.length);
  });
});

/** Saves the current file. @returns a function that puts it back. */
async function keep(core: TestCore): Promise<() => Promise<void>> {
  await core.give('workspace:lock', {});
  const kept = join(core.home, 'kept');
  cpSync(file(core), kept);
  await core.restart();
  return async () => {
    await core.give('workspace:lock', {});
    cpSync(kept, file(core));
    rmSync(`${file(core)}-keys`, { force: true });
    await core.restart();
  };
}

async function told(core: TestCore): Promise<unknown> {
  const { entries } = await core.give('activity:list', { limit: 1, search: 'signed-in' });
  return entries[0]?.detail['file'];
}

describe('a file that differs from the one last used here', { tags: 'secrets/set-back' }, () => {
  test('signs nothing if it is older, whatever was changed since', async () => {
    const core = await startCore();
    const { application, token } = await used(core);
    const putBack = await keep(core);
    await core.give('token:revoke', { ids: [token.id] });
    await putBack();
    expect(await told(core)).toBe('older');
    expect(await refusals(core, application.id)).toEqual(['seal/older']);
  });

  test('signs nothing if it diverged, however far', async () => {
    const core = await startCore();
    const { application, token } = await used(core);
    const putBack = await keep(core);
    await core.give('token:revoke', { ids: [token.id] });
    await core.give('workspace:lock', {});
    const seen = readFileSync(witness(core));
    rmSync(witness(core));
    await putBack();
    // On another computer, which doesn't know of the revocation.
    for (let minutes = 1; minutes < 30; minutes += 1) {
      await core.give('settings:update', { lockAfterMinutes: minutes });
    }
    await core.give('workspace:lock', {});
    // And back here.
    writeFileSync(witness(core), seen);
    await core.restart();
    expect(await told(core)).toBe('forked');
    expect(await refusals(core, application.id)).toEqual(['seal/forked']);
  });

  test('is accepted if it continues from there', async () => {
    const core = await startCore();
    const { application } = await used(core);
    await core.give('workspace:lock', {});
    const seen = readFileSync(witness(core));
    await core.restart();
    await core.give('settings:update', { lockAfterMinutes: 7 });
    await core.give('workspace:lock', {});
    writeFileSync(witness(core), seen);
    await core.restart();
    expect(await told(core)).toBe('newer');
    expect(await refusals(core, application.id)).toEqual(['done']);
  });

  test('is reported if it was never opened here', async () => {
    const core = await startCore();
    const { application } = await used(core);
    await core.give('workspace:lock', {});
    rmSync(witness(core));
    await core.restart();
    expect(await told(core)).toBe('first');
    expect(await refusals(core, application.id)).toEqual(['done']);
    await core.restart();
    expect(await told(core)).toBeUndefined();
  });

  test('signs nothing if the witness is of a key that it never had', async () => {
    const core = await startCore();
    const { application } = await used(core);
    const other = await startCore({ fresh: true });
    await used(other);
    await other.give('workspace:lock', {});
    await core.give('workspace:lock', {});
    cpSync(witness(other), witness(core));
    await core.restart();
    expect(await told(core)).toBe('older');
    expect(await refusals(core, application.id)).toEqual(['seal/older']);
  });
});

/** A workspace whose file from before a revocation was put back. */
async function restored() {
  const core = await startCore();
  const { application, token } = await used(core);
  const putBack = await keep(core);
  await core.give('token:revoke', { ids: [token.id] });
  await putBack();
  return { core, application };
}

describe('a file put back on purpose', { tags: 'secrets/set-back' }, () => {
  const passphrase = PASSPHRASE;

  test('is accepted with the passphrase, and then signs; the log says so', async () => {
    const { core, application } = await restored();
    expect((await core.give('workspace:state', {})).doubt).toEqual({ code: 'seal/older' });
    await core.give('workspace:accept-file', { passphrase });
    expect((await core.give('workspace:state', {})).doubt).toBeNull();
    const { entries } = await core.give('activity:list', { limit: 1 });
    expect(entries[0]).toMatchObject({
      kind: 'workspace/file-accepted',
      detail: { doubt: 'seal/older' },
    });
    expect(await refusals(core, application.id)).toEqual(['done']);
    await core.restart();
    expect(await told(core)).toBeUndefined();
  });

  test('is not accepted without it', async () => {
    const { core, application } = await restored();
    const wrong = { passphrase: 'not the passphrase' };
    expect(await core.refuse('workspace:accept-file', wrong)).toMatchObject({
      code: 'workspace/wrong',
    });
    expect(await refusals(core, application.id)).toEqual(['seal/older']);
  });

  test('is refused if it was altered', async () => {
    const core = await startCore();
    const { application } = await used(core);
    const db = await openBeside(core.home, { unsealed: true });
    db.exec('UPDATE token SET revoked_at = NULL');
    db.close();
    const refused = await core.refuse('workspace:accept-file', { passphrase });
    expect(refused).toEqual({ code: 'seal/altered' });
    expect(await refusals(core, application.id)).toEqual(['seal/altered']);
  });
});

test('the witness is written for a revocation, a setting and a lock, not for each token', async () => {
  const core = await startCore();
  const { application } = await used(core);
  const read = () =>
    [witness(core), latest(core)]
      .map((path) => (existsSync(path) ? readFileSync(path, 'utf8') : ''))
      .join('');
  const before = read();
  const { id } = await generate(core, application.id, { keyType: 'SANDBOX' });
  expect(read()).toBe(before);
  await core.give('token:revoke', { ids: [id] });
  const revoked = read();
  expect(revoked).not.toBe(before);
  await core.give('settings:update', { lockAfterMinutes: 8 });
  const set = read();
  expect(set).not.toBe(revoked);
  core.clock.now += DAY;
  await core.give('workspace:lock', {});
  expect(read()).not.toBe(set);
});

test('a revocation is witnessed before its answer, even if the program ends right then', {
  tags: 'secrets/set-back',
}, async () => {
  const core = await startCore();
  const { application, token } = await used(core);
  const putBack = await keep(core);
  const before = readFileSync(witness(core));
  await core.give('token:revoke', { ids: [token.id] });
  const noted = readFileSync(latest(core));
  // One sector, which a power cut can't leave half written.
  expect(noted).toHaveLength(512);
  await core.give('workspace:lock', {});
  expect(existsSync(latest(core))).toBe(false);
  writeFileSync(witness(core), before);
  writeFileSync(latest(core), noted);
  await putBack();
  expect(await told(core)).toBe('older');
  expect(await refusals(core, application.id)).toEqual(['seal/older']);
});

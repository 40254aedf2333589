import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { connectInMemory } from '../../../../electron/base/database/connect.ts';
import type { WritableDb } from '../../../../electron/base/database/database.ts';
import { migrateEmpty } from '../../../../electron/base/database/migrate.ts';
import { sealedColumns } from '../../../../electron/features/workspace/reseal.ts';
import {
  byPassphrase,
  openCore,
  PASSPHRASE,
  startCore,
  temporaryDirectory,
} from '../../../support/core.ts';
import { dataKeyOf, keyBlockOf } from '../../../support/data-key.ts';
import { generate, makeApplication, makePetshop, regenerate } from '../../../support/workspace.ts';

const passphrase = PASSPHRASE;

describe('rotating the data key', () => {
  test('re-encrypts every secret and the log; the workspace stays open', async () => {
    const core = await startCore();
    const { recoveryCode } = await core.give('workspace:new-recovery-code', { passphrase });
    await core.give('workspace:keep-recovery-code', {});
    const { token } = await makePetshop(core);
    const ref = { kind: 'access-token', id: token.id } as const;
    const before = await core.give('secret:reveal', ref);
    const [oldKey, oldId] = [await dataKeyOf(core.home), keyBlockOf(core.home).id];
    await core.give('workspace:rotate-key', { passphrase });
    expect(await core.give('secret:reveal', ref)).toEqual(before);
    expect(await core.give('activity:verify', {})).toMatchObject({ brokenAt: null });
    // The seal is valid: tokens can still be signed.
    const later = await makeApplication(core, 'Later');
    const first = await generate(core, later.id);
    await core.restart();
    await regenerate(core, first);
    expect(await core.give('secret:reveal', ref)).toEqual(before);
    expect(await core.give('activity:verify', {})).toMatchObject({ brokenAt: null });
    expect(keyBlockOf(core.home).id).toBe(oldId);
    expect((await dataKeyOf(core.home)).equals(oldKey)).toBe(false);
    await core.give('workspace:lock', {});
    await core.give('workspace:sign-in', { with: 'recovery-code', code: recoveryCode });
    expect((await core.give('workspace:state', {})).recoveryCodeKept).toBe(true);
    const { entries } = await core.give('activity:list', { limit: 50 });
    expect(entries.map(({ kind }) => kind)).toContain('workspace/key-rotated');
    expect(readdirSync(core.home).filter((name) => name.startsWith('.latchkey-'))).toEqual([]);
  });

  test('asks for the passphrase', async () => {
    const core = await startCore();
    const file = join(core.home, 'workspace.latchkey');
    const before = readFileSync(file);
    expect(await core.refuse('workspace:rotate-key', { passphrase: 'wrong' })).toMatchObject({
      code: 'workspace/wrong',
      field: 'passphrase',
    });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('isn’t disturbed by old key blocks, and an old copy stays old', async () => {
    const core = await startCore();
    await makeApplication(core, 'Kept');
    await core.give('workspace:lock', {});
    const old = join(temporaryDirectory(), 'old');
    cpSync(core.home, old, { recursive: true });
    const oldBlock = keyBlockOf(core.home);
    await core.give('workspace:sign-in', byPassphrase);
    await core.give('workspace:rotate-key', { passphrase });
    await core.give('workspace:lock', {});
    // A sync program brings the old slots back, and the old file gets the new ones.
    cpSync(join(old, 'slots', oldBlock.id), join(core.home, 'old.latchkey-keys'));
    cpSync(join(core.home, 'slots', oldBlock.id), join(old, 'slots', oldBlock.id));
    for (const home of [core.home, old]) {
      const next = openCore(home);
      expect(await next.call('workspace:sign-in', byPassphrase)).toMatchObject({ ok: true });
      expect(await next.call('application:list', {})).toMatchObject({ value: [{ name: 'Kept' }] });
      await next.close();
    }
  });

  test('knows every sealed column of the schema', () => {
    const db = connectInMemory();
    migrateEmpty(db as unknown as WritableDb);
    const tables = db
      .prepare(`SELECT m.name || '.' || c.name FROM sqlite_schema m, pragma_table_info(m.name) c
        WHERE m.type = 'table' AND c.name LIKE '%\\_sealed' ESCAPE '\\'`)
      .pluck()
      .all();
    db.close();
    const known = sealedColumns.map(({ table, column }) => `${table}.${column}`);
    expect(known.toSorted()).toEqual(tables.map(String).toSorted());
  });
});

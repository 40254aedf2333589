import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createCipher } from '../../../../electron/base/crypto/cipher.ts';
import { Secret } from '../../../../electron/base/crypto/secret.ts';
import {
  inTransaction,
  run,
  type WritableDb,
} from '../../../../electron/base/database/database.ts';
import { createActivityLog } from '../../../../electron/features/activity/activity-log.ts';
import { allColumnsOf } from '../../../../electron/features/merge/tables.ts';
import { accessTokenPlace } from '../../../../electron/features/tokens/rules.ts';
import { tokenIdSchema } from '../../../../shared/domain/ids.ts';
import { ok } from '../../../../shared/result.ts';
import { draft, makeApplication, signIn, withCore } from '../../../faults/fault-core.ts';
import { temporaryDirectory } from '../../../support/core.ts';
import { dataKeyOf, openBeside } from '../../../support/data-key.ts';

/** So many, unless the environment asks for more. */
const TOKENS = Number(process.env['MERGE_TOKENS'] ?? 6_000);
/** In MB: 30 are needed without any tokens. */
const HEAP = 40;

/** Adds tokens as if they had been issued one after the other. */
async function addTokens(home: string, count: number, from: number): Promise<void> {
  const key = await dataKeyOf(home);
  const cipher = createCipher(key);
  const db = (await openBeside(home)) as unknown as WritableDb;
  let now = from;
  const log = createActivityLog(db, key, () => now);
  const own: Record<string, string> = { id: '?', sequence: 'NULL', issued_at: '?' };
  const columns = allColumnsOf('token');
  const values = columns.map((column) => own[column] ?? column);
  const insert = `INSERT INTO token (${columns.join(', ')})
    SELECT ${values.join(', ')} FROM token WHERE sequence = 1`;
  const order = columns.filter((column) => own[column] === '?');
  inTransaction(db, () => {
    for (let nth = 0; nth < count; nth += 1) {
      now += 1000;
      const id = tokenIdSchema.parse(randomUUID());
      const bound = { id, issued_at: now - (now % 1000) };
      run(db, insert, ...order.map((column) => bound[column as 'id' | 'issued_at']));
      const sealed = cipher.seal(accessTokenPlace(id), new Secret(`x.${'y'.repeat(500)}.z`));
      run(db, 'INSERT INTO token_secret VALUES (?, ?)', id, sealed);
      log.record({ kind: 'token/regenerated', subject: 'Kept, Production' });
    }
    return ok(null);
  });
  db.close();
  // Closing writes the key slots to the end of the file.
  await withCore(home, signIn);
}

test('a merge needs no more memory for a long ledger than for a short one', async () => {
  const folder = temporaryDirectory();
  const [one, other] = [join(folder, 'one'), join(folder, 'other')];
  const start = Date.now() - 10 * 365 * 86_400_000;
  await withCore(one, async (core) => {
    await core.call('workspace:create', draft);
    await makeApplication(core, 'Kept');
    await core.call('settings:update', { issuer: 'urn:ours' });
    const listed = await core.call('application:list', {});
    const applicationId = listed.ok ? listed.value[0]?.id : undefined;
    if (applicationId === undefined) throw new Error('The application is not there');
    const of = { applicationId, keyType: 'PRODUCTION' } as const;
    await core.call('keys:generate', { ...of, validitySeconds: -1, scopes: [] });
  });
  cpSync(one, other, { recursive: true });
  await addTokens(one, TOKENS / 2, start);
  await addTokens(other, TOKENS / 2, start + 500);
  const ended = spawnSync(
    process.execPath,
    [
      `--max-old-space-size=${HEAP}`,
      join(import.meta.dirname, '../../../support/merge-child.ts'),
      one,
      join(other, 'workspace.latchkey'),
    ],
    { encoding: 'utf8' },
  );
  expect(ended.stderr).not.toContain('heap out of memory');
  const answer = JSON.parse(ended.stdout) as Record<string, unknown>;
  const counted = {
    ok: true,
    // And the sign-in.
    value: { tokens: { added: TOKENS / 2 }, entries: { added: TOKENS / 2 + 1 } },
  };
  expect(answer).toMatchObject({ preview: counted, merged: counted });
  if (process.env['MERGE_TOKENS'] !== undefined) console.info(ended.stdout);
});

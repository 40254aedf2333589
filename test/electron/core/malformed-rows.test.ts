import type Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { Input, ReadChannel } from '../../../shared/ipc/contract.ts';
import { byPassphrase, startCore, type TestCore } from '../../support/core.ts';
import { openBeside } from '../../support/data-key.ts';
import { generate, makeApi, makeApplication, subscribe } from '../../support/workspace.ts';

/** Tables with a row of their own for each thing that a list shows. */
const tables = [
  'activity',
  'api',
  'api_scope',
  'application',
  'application_form',
  'application_keys',
  'bulk_issue',
  'business_plan',
  'consumer_secret',
  'gateway_export',
  'reminder_sent',
  'saved_filter',
  'setting',
  'signing_key',
  'subscription',
  'token',
  'unlock_use',
];

/** What they show must still have the things whose rows are whole. */
const namesThings: ReadonlySet<string> = new Set([
  'application:list',
  'api:list',
  'bin:list',
  'subscription:list',
]);

/** Two of everything, and the lists that show them. */
async function filled(core: TestCore): Promise<() => Promise<Record<string, unknown>>> {
  const [good] = [await thing(core, 'Good'), await thing(core, 'Bad')];
  core.shell.saveTo = { folder: core.home };
  for (const file of ['jwks', 'revocations'] as const) await core.give('gateway:export', { file });
  await core.give('settings:update', { issuer: 'urn:ours' });
  await core.give('saved-filter:save', { name: 'Mine', filter: { search: 'x' } } as never);
  const of = { applicationId: good };
  const lists: { readonly [C in ReadChannel]?: readonly Input<C>[] } = {
    'application:list': [{}, { sort: 'expires' }, { sort: 'changed' }, { search: 'good' }],
    'application:count': [{}],
    'application:groups': [{}],
    'api:list': [{}, { sort: 'used' }, { search: 'good' }],
    'business-plan:list': [{}],
    'bin:list': [{}],
    'bulk:list': [{}],
    'subscription:list': [of],
    'consumer-secret:list': [{ ...of, keyType: 'PRODUCTION' }],
    'token:list': [
      { limit: 1 },
      { limit: 50, search: 'good' },
      { limit: 50, sort: { by: 'expires', direction: 'ascending' } },
    ],
    'saved-filter:list': [{}],
    'reminders:list': [{ until: core.clock.now * 2 }],
    'activity:list': [{ limit: 1 }, { limit: 50, search: 'good' }],
    'signing-key:list': [{}],
    'signing-key:usage': [{}],
    'gateway:get': [{}],
    'settings:get': [{}],
    'workspace:methods': [{}],
    'workspace:state': [{}],
    'backup:list': [{}],
  };
  return async () => {
    const answers = Object.entries(lists).flatMap(([channel, inputs]) =>
      inputs.map(async (input) => {
        const answer = await core.call(channel as 'bin:list', input as never);
        const found = JSON.stringify(answer).includes('Good') || !namesThings.has(channel);
        const value = answer.ok ? (found ? 'shown' : 'lost') : answer.error.code;
        return [`${channel} ${JSON.stringify(input)}`, value] as const;
      }),
    );
    return Object.fromEntries(await Promise.all(answers));
  };
}

async function thing(core: TestCore, name: string): Promise<string> {
  const api = await makeApi(core, name, {
    scopes: [{ name: `read:${name}`, displayName: '', description: '' }],
  });
  const application = await makeApplication(core, name);
  await subscribe(core, application.id, api.id);
  await generate(core, application.id, {});
  const binned = await makeApi(core, `${name}-too`);
  await core.give('api:delete', { id: binned.id });
  return application.id;
}

/** Spoils every value of the newest row that isn't needed to find it. */
function spoil(db: Database.Database, table: string): number {
  db.pragma('ignore_check_constraints = ON');
  db.pragma('foreign_keys = OFF');
  const columns = db.pragma(`table_info("${table}")`) as { name: string; type: string }[];
  const keys = /^(?:.*id|number|sequence|rowid|only|position|.*_key|.*_count|deleted_at)$/;
  const values = columns
    .filter(({ name }) => !keys.test(name))
    .map(({ name, type }) => {
      if (type === 'BLOB') return `${name} = x'00'`;
      return `${name} = ${type === 'INTEGER' ? '-0' : `'${'x'.repeat(3000)}'`}`;
    })
    .map((set) => set.replace('-0', '-9007199254740993'));
  if (values.length === 0) return 0;
  const order = columns.some(({ name }) => name === 'number') ? 'number' : 'rowid';
  const hasRows = db.prepare(`SELECT count(*) AS count FROM ${table}`).get() as { count: number };
  if (hasRows.count === 0) return 0;
  const schema = db.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').get(table);
  const isWithoutRowid = JSON.stringify(schema).includes('WITHOUT ROWID');
  const key = isWithoutRowid ? (columns[0]?.name ?? '') : order;
  return db
    .prepare(
      `UPDATE ${table} SET ${values.join(', ')} WHERE ${key} = (SELECT max(${key}) FROM ${table})`,
    )
    .run().changes;
}

test.each(tables)(
  'one row of %s that nobody can read fails neither sign-in nor a list, and is reported',
  async (table) => {
    const core = await startCore();
    const shown = await filled(core);
    await core.give('workspace:lock', {});
    const db = await openBeside(core.home);
    const spoiled = spoil(db, table);
    db.close();
    expect(await core.call('workspace:sign-in', byPassphrase)).toMatchObject({ ok: true });
    const failed = Object.entries(await shown()).filter(([, answer]) => answer !== 'shown');
    // Nothing is published from a file whose log was altered.
    expect(failed).toEqual(table === 'activity' ? [['gateway:get {}', 'seal/altered']] : []);
    const { findings } = await core.give('backup:check-workspace', {});
    const found = findings.filter(({ kind }) => kind === 'rows');
    // The sign-in has written that row anew.
    const isThere = spoiled > 0 && table !== 'unlock_use';
    expect(found).toEqual(isThere ? [{ kind: 'rows', what: table, count: 1 }] : []);
    expect({ table, spoiled: spoiled > 0 || mayBeEmpty.has(table) }).toEqual({
      table,
      spoiled: true,
    });
  },
);

const mayBeEmpty: ReadonlySet<string> = new Set([
  'application_form',
  'bulk_issue',
  'reminder_sent',
  'saved_filter',
]);

test('a token that nobody can read stops no change to its application', async () => {
  const core = await startCore();
  await filled(core);
  const bad = (await core.give('application:list', {})).find(({ name }) => name === 'Bad');
  const id = bad?.id ?? '';
  const db = await openBeside(core.home);
  // Tokens are indexed after a while; those that aren't yet aren't indexed again.
  const behind = db.prepare(
    'SELECT count(*) FROM token WHERE sequence > (SELECT last FROM token_search_mark)',
  );
  await expect.poll(() => behind.pluck().get(), { timeout: 10_000 }).toBe(0);
  await core.give('workspace:lock', {});
  spoil(db, 'token');
  db.close();
  await core.give('workspace:sign-in', byPassphrase);
  const draft = { name: 'Renamed', description: '', perTokenQuota: 'Unlimited' } as const;
  const keys = { applicationId: id, keyType: 'PRODUCTION' } as const;
  const issue = { ...keys, keyType: 'SANDBOX' as const, validitySeconds: 60, scopes: [] };
  const binned = { kind: 'application', id } as const;
  const codes: string[] = [];
  const answered = (answer: { readonly ok: boolean; readonly error?: { code: string } }): void => {
    codes.push(answer.ok ? 'done' : (answer.error?.code ?? ''));
  };
  answered(await core.call('application:update', { id, ...draft }));
  answered(await core.call('application:duplicate', { id, name: 'Another' }));
  answered(await core.call('keys:generate', issue));
  answered(await core.call('token:revoke', { filter: { applicationId: id } }));
  answered(await core.call('application:delete', { id }));
  answered(await core.call('bin:restore', binned));
  answered(await core.call('keys:remove', keys));
  answered(await core.call('application:delete', { id }));
  answered(await core.call('bin:purge', binned));
  expect(codes).toEqual(codes.map(() => 'done'));
  expect(core.defects).toEqual([]);
});

import { randomUUID } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Output } from '../../../../shared/ipc/contract.ts';
import {
  enter,
  openCore,
  PASSPHRASE,
  startCore,
  type TestCore,
  temporaryDirectory,
} from '../../../support/core.ts';
import { openBeside } from '../../../support/data-key.ts';
import { contentOf, mergeIn, namesOf, noChange, tablesIn } from '../../../support/merging.ts';
import { generate, makeApplication, makePetshop, planIds } from '../../../support/workspace.ts';

type Of = Awaited<ReturnType<typeof openOf>>;

/** A core on one of the copies, with a clock of its own. */
async function openOf(home: string, now: number) {
  const core = openCore(home, { now: () => now });
  onTestFinished(() => core.close());
  await enter(core);
  const give = async (channel: string, input: object = {}, file?: string) => {
    const answer = await core.call(channel, input, { paths: file === undefined ? [] : [file] });
    if (!answer.ok) throw new Error(`${channel} was refused: ${answer.error.code}`);
    return answer.value as Record<string, unknown>;
  };
  return { give, close: () => core.close() };
}

/** Two copies of a workspace, each after work of its own. */
async function twoCopies(
  start: TestCore,
  works: readonly [(one: Of) => Promise<unknown>, (other: Of) => Promise<unknown>],
): Promise<readonly [string, string]> {
  await start.give('workspace:lock', {});
  const homes = [join(temporaryDirectory(), 'one'), join(temporaryDirectory(), 'other')] as const;
  for (const [side, home] of homes.entries()) {
    cpSync(start.home, home, { recursive: true });
    const of = await openOf(home, start.clock.now + 60_000 * (side + 1));
    await works[side]?.(of);
    await of.close();
  }
  return homes;
}

/** Merges each of two copies into the other: both must have the same result. */
async function mergeBothWays([one, other]: readonly [string, string], now: number) {
  const back = join(temporaryDirectory(), 'back');
  cpSync(other, back, { recursive: true });
  const there = await mergeIn(back, one, now);
  await there.core.close();
  const here = await mergeIn(one, other, now);
  expect(here.merged).toEqual(here.preview);
  expect([here.merged.ok, there.merged.ok]).toEqual([true, true]);
  expect(await here.core.call('activity:verify', {})).toMatchObject({ value: { brokenAt: null } });
  const checked = await here.core.call('backup:check-workspace', {});
  expect(checked).toMatchObject({ ok: true, value: { findings: [] } });
  await here.core.close();
  const result = await tablesIn(one);
  expect(contentOf(result, now)).toEqual(contentOf(await tablesIn(back), now));
  const again = await mergeIn(one, other, now + 1000);
  expect(again.preview).toMatchObject({ ok: true, value: noChange });
  await again.core.close();
  const report = here.merged.ok ? (here.merged.value as Output<'merge:run'>) : null;
  return { result, conflicts: report?.conflicts.map(({ kind }) => kind) ?? [] };
}

/** An export of another workspace with one token, and the key that signed it. */
async function exported() {
  const from = await startCore({ fresh: true });
  const shop = await makeApplication(from, 'Shop');
  const token = await generate(from, shop.id, { validitySeconds: 86_400 });
  const [file, key] = [join(temporaryDirectory(), 'all.json'), join(temporaryDirectory(), 'k.pem')];
  from.shell.saveTo = { path: file };
  const everything = { selection: { of: 'everything' }, format: 'json', encryption: null } as const;
  await from.give('token:export', everything);
  from.shell.saveTo = { path: key };
  const [{ id, kid } = { id: '', kid: '' }] = await from.give('signing-key:list', {});
  const secret = { id, passphrase: PASSPHRASE, encryption: null };
  await from.give('workspace:export-signing-key', secret);
  /** @param applicationId by which the application is known in the file; else by its own. */
  const takeOver = async ({ give }: Of, applicationId: string = shop.id) => {
    const path = join(temporaryDirectory(), 'changed.json');
    writeFileSync(path, readFileSync(file, 'utf8').replaceAll(shop.id, applicationId));
    const chosen = await give('takeover:choose', {}, path);
    const request = { id: chosen['id'], passphrase: null };
    await give('takeover:preview', request);
    await give('takeover:run', request);
  };
  const importKey = async ({ give }: Of) => {
    const chosen = await give('signing-key:choose', {}, key);
    const request = { id: chosen['id'], passphrase: null, algorithm: 'RS256' };
    await give('signing-key:import', request);
  };
  return { token, kid, takeOver, importKey };
}

const each =
  (...steps: readonly ((of: Of) => Promise<unknown>)[]) =>
  async (of: Of): Promise<void> => {
    for (const step of steps) await step(of);
  };

describe('what both copies took over from one file is there once', () => {
  const cases = {
    'and neither has its key': [false, false, false],
    'and one imported its key before': [true, false, false],
    'and one imported its key afterwards, for another application': [false, true, false],
    'and both imported its key': [true, false, true],
  } as const;
  test.for(Object.entries(cases))('%s', async ([, [isBefore, isAfter, isOther]]) => {
    const { token, kid, takeOver, importKey } = await exported();
    const revoke = ({ give }: Of) => give('token:revoke', { ids: [token.id] });
    const homes = await twoCopies(await startCore(), [
      each(...(isBefore ? [importKey] : []), takeOver, ...(isAfter ? [importKey] : [])),
      each(
        ...(isOther ? [importKey] : []),
        (of) => takeOver(of, isAfter ? randomUUID() : undefined),
        revoke,
      ),
    ]);
    const { result, conflicts } = await mergeBothWays(homes, token.issuedAt + 3_600_000);
    expect(conflicts).toEqual(isAfter ? ['consumer-key', 'number', 'renamed'] : []);
    const keys = result.signing_key.filter((row) => row['kid'] === kid);
    const isHere = isBefore || isAfter || isOther;
    expect(keys).toMatchObject([{ state: isHere ? 'next' : 'retired' }]);
    expect(keys.map((row) => row['private_key_sealed'] !== '')).toEqual([isHere]);
    const [consumer] = result.application_keys;
    expect(result.application_keys).toHaveLength(1);
    expect(result.token).toMatchObject([
      {
        id: token.id,
        signing_key_id: keys[0]?.['id'],
        keys_id: consumer?.['id'],
        application_id: consumer?.['application_id'],
        revoked_at: expect.any(Number) as unknown,
      },
    ]);
  });

  test('and a key that only one imported since isn’t lost to a later change of the other', async () => {
    const { token, kid, takeOver, importKey } = await exported();
    const start = await startCore();
    await start.give('workspace:lock', {});
    const of = await openOf(start.home, start.clock.now);
    await takeOver(of);
    await of.close();
    const homes = await twoCopies(start, [
      importKey,
      ({ give }) => give('settings:update', { issuer: 'urn:later' }),
    ]);
    const { result } = await mergeBothWays(homes, token.issuedAt + 3_600_000);
    const keys = result.signing_key.filter((row) => row['kid'] === kid);
    expect(keys).toMatchObject([{ state: 'next' }]);
    expect(keys[0]?.['private_key_sealed']).not.toBe('');
  });
});

test('tokens that gateways refuse by their time of issue stay refused', async () => {
  const start = await startCore();
  const { application } = await makePetshop(start);
  const cutOff = start.clock.now + 600_000;
  const request = { applicationId: application.id, keyType: 'SANDBOX', scopes: [] };
  let sandbox = '';
  const homes = await twoCopies(start, [
    ({ give }) => give('keys:generate', { ...request, validitySeconds: 86_400 }),
    each(
      async ({ give }) => {
        sandbox = String(
          (await give('keys:generate', { ...request, validitySeconds: 86_400 }))['id'],
        );
      },
      ({ give }) => give('settings:update', { issuer: 'urn:later' }),
    ),
  ]);
  // The sandbox keys of the second copy go, since those of the first are older.
  for (const [home, type] of [
    [homes[0], 'PRODUCTION'],
    [homes[1], 'SANDBOX'],
  ] as const) {
    const db = await openBeside(home);
    db.prepare('UPDATE application_keys SET not_before = ? WHERE key_type = ?').run(cutOff, type);
    db.close();
    await (await openOf(home, cutOff)).close();
  }
  const { result } = await mergeBothWays(homes, cutOff + 3_600_000);
  const keys = result.application_keys.find((row) => row['key_type'] === 'PRODUCTION');
  expect(keys).toMatchObject({ not_before: cutOff });
  expect(result.token.find((row) => row['id'] === sandbox)).toMatchObject({ revoked_at: cutOff });
});

test('names and plans that were swapped in one copy are swapped', async () => {
  const start = await startCore();
  const { application, api } = await makePetshop(start);
  const second = await makeApplication(start, 'Second');
  const { Gold, Silver } = await planIds(start);
  const homes = await twoCopies(start, [
    ({ give }) => give('application:list'),
    async ({ give }) => {
      const rest = { description: '', perTokenQuota: 'Unlimited' };
      for (const [id, name] of [
        [application.id, 'Between'],
        [second.id, application.name],
        [application.id, 'Second'],
      ]) {
        await give('application:update', { id, name, ...rest });
      }
      const plans = { requestsPerMinute: 7, description: '' };
      for (const [id, name] of [
        [Gold, 'Between'],
        [Silver, 'Gold'],
        [Gold, 'Silver'],
      ]) {
        await give('business-plan:update', { id, name, ...plans });
      }
      await give('api:delete', { id: api.id });
      const draft = { name: api.name, version: api.version, context: '/other', provider: '' };
      const more = { description: '', scopes: [], businessPlanIds: [Gold] };
      await give('api:create', { ...draft, ...more });
    },
  ]);
  const { result, conflicts } = await mergeBothWays(homes, start.clock.now + 3_600_000);
  expect(conflicts).toEqual([]);
  expect(namesOf(result)).toEqual(
    new Map([
      [application.id, 'Second'],
      [second.id, application.name],
    ]),
  );
  const names = new Map(result.business_plan.map((row) => [row['id'], row['name']]));
  expect([names.get(Gold), names.get(Silver)]).toEqual(['Silver', 'Gold']);
});

import { decodeJwt } from 'jose';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { WriteContext } from '../../../../electron/base/context/context.ts';
import { createCipher } from '../../../../electron/base/crypto/cipher.ts';
import { Key } from '../../../../electron/base/crypto/key.ts';
import { openInMemory } from '../../../../electron/base/database/open.ts';
import { createJobs } from '../../../../electron/core/jobs/jobs.ts';
import { createActivityLog } from '../../../../electron/features/activity/activity-log.ts';
import { insertApplication } from '../../../../electron/features/applications/repository.ts';
import { prepareBulk } from '../../../../electron/features/issuing/bulk-prepare.ts';
import {
  prepareRevocation,
  runRevocation,
} from '../../../../electron/features/issuing/bulk-revoke.ts';
import { runBulk } from '../../../../electron/features/issuing/bulk-run.ts';
import { writeSettings } from '../../../../electron/features/settings/repository.ts';
import { createSigner } from '../../../../electron/features/signing/signer.ts';
import { listTokens } from '../../../../electron/features/tokens/list-tokens.ts';
import type { BulkIssue } from '../../../../shared/domain/bulk.ts';
import { appError } from '../../../../shared/errors.ts';
import type { Input } from '../../../../shared/ipc/contract.ts';
import {
  DAY,
  kdfCost,
  PASSPHRASE,
  START,
  startCore,
  type TestCore,
} from '../../../support/core.ts';
import { recordingShell } from '../../../support/shell.ts';
import {
  generate,
  jwtOf,
  makeApi,
  makeApplication,
  makePetshop,
  regenerate,
  scope,
  subscribe,
} from '../../../support/workspace.ts';

const forAll = {
  kind: 'generate',
  applications: { filter: {} },
  keyType: 'PRODUCTION',
  validitySeconds: 3600,
  scopes: 'all',
} as const satisfies Input<'bulk:prepare'>;

const again = (tokens: Extract<Input<'bulk:prepare'>, { kind: 'regenerate' }>['tokens']) =>
  ({ kind: 'regenerate', tokens, validitySeconds: null, scopes: null }) as const;

async function leftOut(core: TestCore, id: string) {
  const { items } = await core.give('bulk:items', { id, which: 'left-out', limit: 100 });
  return items.map(({ applicationName, code }) => [applicationName, code]);
}

/** The current token of an application. */
async function currentOf(core: TestCore, applicationId: string) {
  return (await core.give('keys:get', { applicationId, keyType: 'PRODUCTION' })).token;
}

test('generates for all applications that a filter finds, each with its own scopes', async () => {
  const core = await startCore();
  const { application: petshop, token } = await makePetshop(core);
  const zoo = await makeApplication(core, 'Zoo');
  const api = await makeApi(core, 'Zoo', { scopes: [scope('zoo:feed')] });
  await subscribe(core, zoo.id, api.id);
  const empty = await makeApplication(core, 'Empty');
  const said = await core.give('bulk:prepare', forAll);
  expect(said).toMatchObject({ total: 3, open: 2, issued: 0, revokes: 0, startedAt: null });
  expect(said.left).toEqual([{ code: 'keys/exist', count: 1 }]);
  // Nothing is issued before it is confirmed, and nobody is told of it.
  expect(await core.give('bulk:list', {})).toEqual([]);
  expect(await currentOf(core, zoo.id)).toBeNull();
  const done = await core.give('bulk:run', { id: said.id });
  expect(done).toMatchObject({ issued: 2, open: 0, endedAt: START });
  const issued = await core.give('bulk:items', { id: said.id, which: 'issued', limit: 1 });
  expect(issued.more).toBe(true);
  expect(issued.items).toMatchObject([{ applicationName: 'Empty', code: null }]);
  expect((await currentOf(core, zoo.id))?.scopes).toEqual(['zoo:feed']);
  expect((await currentOf(core, empty.id))?.scopes).toEqual(['default']);
  expect((await currentOf(core, petshop.id))?.id).toBe(token.id);
  expect(await leftOut(core, said.id)).toEqual([['Petshop', 'keys/exist']]);
  // The report stays.
  await core.restart();
  expect(await core.give('bulk:list', {})).toEqual([done]);
  const { entries } = await core.give('activity:list', { limit: 20 });
  const kinds = entries.map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'keys/generated')).toHaveLength(3);
  expect(entries.find(({ kind }) => kind === 'bulk/issued')?.detail).toEqual({
    issued: 2,
    leftOut: 1,
    open: 0,
  });
});

test('re-generates what expires soon as it is, and revokes exactly those tokens', async () => {
  const core = await startCore();
  const { token: soon } = await makePetshop(core);
  const other = await makeApplication(core, 'Other');
  const late = await generate(core, other.id, { validitySeconds: 90 * 86_400 });
  const request = again({
    filter: { state: 'active', current: true, expiresBefore: core.clock.now + 7 * DAY },
  });
  const said = await core.give('bulk:prepare', request);
  expect(said).toMatchObject({ total: 1, open: 1, revokes: 1, neverExpiring: 0 });
  expect(said.longestSeconds).toBe(3600);
  await core.give('bulk:run', { id: said.id });
  const next = await currentOf(core, soon.applicationId);
  expect(next).toMatchObject({ scopes: soon.scopes });
  expect(next?.id).not.toBe(soon.id);
  expect((next?.expiresAt ?? 0) - (next?.issuedAt ?? 0)).toBe(3_600_000);
  const { tokens } = await core.give('token:list', { limit: 10, state: 'revoked' });
  expect(tokens.map(({ id }) => id)).toEqual([soon.id]);
  expect((await currentOf(core, other.id))?.id).toBe(late.id);
  const { tokenId } = (await core.give('bulk:items', { id: said.id, which: 'issued', limit: 9 }))
    .items[0] ?? { tokenId: null };
  expect(tokenId).toBe(next?.id);
  expect(decodeJwt(await jwtOf(core, { id: tokenId ?? '' })).jti).toBe(tokenId);
});

test('leaves the log and the seal whole, with an entry for each token', async () => {
  const core = await startCore();
  for (const name of ['One', 'Two', 'Three'])
    await generate(core, (await makeApplication(core, name)).id);
  const said = await core.give('bulk:prepare', again({ filter: { current: true } }));
  await core.give('bulk:run', { id: said.id });
  const { entries } = await core.give('activity:list', { limit: 4 });
  expect(entries[0]?.kind).toBe('bulk/issued');
  expect(
    entries
      .slice(1)
      .map(({ kind, subject }) => `${kind} ${subject}`)
      .toSorted(),
  ).toEqual([
    'token/regenerated One, PRODUCTION',
    'token/regenerated Three, PRODUCTION',
    'token/regenerated Two, PRODUCTION',
  ]);
  const revoking = { kind: 'revoke', tokens: { filter: { current: true } } } as const;
  await core.give('bulk:run', { id: (await core.give('bulk:prepare', revoking)).id });
  expect((await core.give('token:count', { state: 'revoked' })).found).toBe(6);
  expect(await core.give('activity:verify', {})).toMatchObject({ brokenAt: null });
  await core.restart();
  expect((await core.give('workspace:state', {})).doubt).toBeNull();
  await core.give('gateway:get', {});
});

test('keeps old tokens alive where Settings say so', async () => {
  const core = await startCore();
  const { token } = await makePetshop(core);
  await core.give('settings:update', { keepOldToken: true });
  const said = await core.give('bulk:prepare', again({ ids: [token.id] }));
  expect(said.revokes).toBe(0);
  await core.give('bulk:run', { id: said.id });
  const { tokens } = await core.give('token:list', { limit: 10, state: 'active' });
  expect(tokens).toHaveLength(2);
});

test('re-issues the tokens of a signing key with the one that replaced it', async () => {
  const core = await startCore();
  const { token } = await makePetshop(core);
  await core.give('signing-key:create', { algorithm: 'RS256' });
  const keys = await core.give('signing-key:list', {});
  const next = keys.find(({ state }) => state === 'next');
  await core.give('signing-key:rotate', { algorithm: 'RS256', next: next?.id ?? null });
  const filter = { kid: token.kid, state: 'active' } as const;
  const said = await core.give('bulk:prepare', again({ filter }));
  expect(said).toMatchObject({ open: 1 });
  await core.give('bulk:run', { id: said.id });
  expect((await currentOf(core, token.applicationId))?.kid).toBe(next?.kid);
  expect(await core.refuse('bulk:prepare', again({ filter }))).toEqual({ code: 'bulk/nothing' });
});

test('leaves out what a single re-generation would refuse, and says why', async () => {
  const core = await startCore();
  const { application, subscription, token: old } = await makePetshop(core);
  const token = await regenerate(core, old, { scopes: ['pets:read'] });
  const other = await makeApplication(core, 'Other');
  const late = await generate(core, other.id);
  const both = await core.give(
    'bulk:prepare',
    again({ ids: [old.id, token.id, late.id, late.id] }),
  );
  expect(both).toMatchObject({ total: 3, open: 2 });
  expect(await leftOut(core, both.id)).toEqual([['Petshop', 'token/not-current']]);
  // What is refused only later is left out later.
  await regenerate(core, late);
  await core.give('subscription:set-state', { id: subscription.id, state: 'BLOCKED' });
  const done = await core.give('bulk:run', { id: both.id });
  expect(done).toMatchObject({ issued: 0, open: 0 });
  expect(await leftOut(core, both.id)).toEqual([
    ['Petshop', 'token/not-current'],
    ['Petshop', 'scope/not-subscribed'],
    ['Other', 'token/not-current'],
  ]);
  expect((await currentOf(core, application.id))?.id).toBe(token.id);
});

test('asks for presence if a token never expires', async () => {
  const core = await startCore();
  const { token } = await makePetshop(core);
  core.clock.elapsed += 6 * 60_000;
  const selection = again({ of: { ids: [token.applicationId] } });
  const said = await core.give('bulk:prepare', { ...selection, validitySeconds: -1 });
  expect(said.neverExpiring).toBe(1);
  expect(await core.refuse('bulk:run', { id: said.id })).toEqual({ code: 'workspace/confirm' });
  await core.give('workspace:confirm', { passphrase: PASSPHRASE });
  expect(await core.give('bulk:run', { id: said.id })).toMatchObject({ issued: 1 });
});

test('runs once, and not again once it has ended or was discarded', async () => {
  const core = await startCore();
  const { token } = await makePetshop(core);
  const { id } = await core.give('bulk:prepare', again({ ids: [token.id] }));
  const both = await Promise.all([core.call('bulk:run', { id }), core.call('bulk:run', { id })]);
  expect(both).toMatchObject([{ ok: true }, { ok: false, error: { code: 'bulk/running' } }]);
  expect(await core.refuse('bulk:run', { id })).toEqual({ code: 'bulk/ended' });
  await core.give('bulk:discard', { id });
  expect(await core.refuse('bulk:run', { id })).toEqual({ code: 'missing/bulk-issue' });
  expect(await core.refuse('bulk:items', { id, which: 'issued', limit: 1 })).toEqual({
    code: 'missing/bulk-issue',
  });
});

test('a revocation continues with the rest after it was interrupted', async () => {
  const context = openContext(5);
  const { id } = await prepared(context);
  const all = runBulk(context, id, new AbortController().signal);
  for (;;) if ((await all.next()).done === true) break;
  const request = { kind: 'revoke', tokens: { filter: {} } } as const;
  const steps = prepareRevocation(context, request, new AbortController().signal);
  await steps.next();
  const { value } = await steps.next();
  if (!value || !('ok' in value) || !value.ok) throw new Error('not prepared');
  const stop = new AbortController();
  const first = runRevocation(context, value.value.id, stop.signal, 2);
  expect(await first.next()).toEqual({ done: false, value: { done: 2, total: 5 } });
  stop.abort();
  expect((await first.next()).value).toMatchObject({
    doneSoFar: { issued: 2, open: 3, endedAt: null },
  });
  const active = () => listTokens(context.db, { limit: 9, state: 'active' }, START);
  expect(active()).toHaveLength(3);
  const rest = runRevocation(context, value.value.id, new AbortController().signal, 9);
  expect(await rest.next()).toEqual({ done: false, value: { done: 3, total: 3 } });
  expect((await rest.next()).value).toMatchObject({ ok: true, value: { issued: 5, open: 0 } });
  expect(active()).toEqual([]);
});

const now = () => START;

function openContext(count: number): WriteContext {
  const db = openInMemory();
  onTestFinished(() => void db.close());
  const dataKey = Key.random();
  const cipher = createCipher(dataKey);
  for (let nth = 0; nth < count; nth += 1) {
    const draft = { name: `Application ${nth}`, description: '', perTokenQuota: 'Unlimited' };
    insertApplication(db, draft, START);
  }
  return {
    db,
    cipher,
    signer: createSigner(db, cipher, now),
    activity: createActivityLog(db, dataKey, now),
    shell: recordingShell(),
    jobs: createJobs({ tell: () => {}, elapsed: now, failure: () => appError('internal') }),
    now,
    kdfCost,
  };
}

async function prepared(context: WriteContext): Promise<BulkIssue> {
  writeSettings(context.db, { algorithm: 'ES256' });
  const steps = prepareBulk(context, { ...forAll, scopes: [] }, new AbortController().signal);
  for (;;) {
    const step = await steps.next();
    if (step.done !== true) continue;
    if ('ok' in step.value && step.value.ok) return step.value.value;
    throw new Error('not prepared');
  }
}

const issued = ({ db }: WriteContext) => listTokens(db, { limit: 100 }, START);

describe('a run that is interrupted', () => {
  test('keeps what it has committed, and continues with the rest', async () => {
    const context = openContext(5);
    const { id } = await prepared(context);
    const stop = new AbortController();
    const steps = runBulk(context, id, stop.signal, 2);
    expect(await steps.next()).toEqual({ done: false, value: { done: 2, total: 5 } });
    stop.abort();
    const { value } = await steps.next();
    expect(value).toMatchObject({ doneSoFar: { issued: 2, open: 3, endedAt: null } });
    expect(issued(context)).toHaveLength(2);
    const more = runBulk(context, id, new AbortController().signal, 2);
    expect(await more.next()).toEqual({ done: false, value: { done: 2, total: 3 } });
    await more.next();
    expect((await more.next()).value).toMatchObject({ ok: true, value: { issued: 5, open: 0 } });
    expect(new Set(issued(context).map(({ keysId }) => keysId)).size).toBe(5);
  });

  test('signs again what a change outdated before it was committed', async () => {
    const context = openContext(4);
    const { id } = await prepared(context);
    const steps = runBulk(context, id, new AbortController().signal, 2);
    await steps.next();
    // The second batch is signed by now.
    writeSettings(context.db, { issuer: 'urn:later' });
    for (;;) if ((await steps.next()).done === true) break;
    expect(
      issued(context)
        .map(({ issuer }) => issuer)
        .slice(0, 2),
    ).toEqual(['urn:later', 'urn:later']);
    expect(issued(context)).toHaveLength(4);
  });

  test('commits nothing of a batch that can’t be signed, and can be run again', async () => {
    const context = openContext(2);
    const { id } = await prepared(context);
    let refusal: ReturnType<typeof appError> | null = appError('seal/altered');
    const refusing = {
      ...context,
      signer: createSigner(context.db, context.cipher, now, () => Promise.resolve(refusal)),
    };
    const run = async () => {
      const steps = runBulk(refusing, id, new AbortController().signal);
      for (;;) {
        const step = await steps.next();
        if (step.done === true) return step.value;
      }
    };
    expect(await run()).toEqual({ ok: false, error: { code: 'seal/altered' } });
    expect(issued(context)).toEqual([]);
    refusal = null;
    expect(await run()).toMatchObject({ ok: true, value: { issued: 2 } });
  });
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateKeyPair, SignJWT } from 'jose';
import { expect, test } from 'vitest';
import type { Input } from '../../../../shared/ipc/contract.ts';
import { startCommandLine, startShop } from '../../../support/command-line.ts';
import { DAY, startCore, type TestCore, temporaryDirectory } from '../../../support/core.ts';
import { generate, makeApplication, regenerate } from '../../../support/workspace.ts';

type Passphrase = Input<'takeover:preview'>['passphrase'];
interface Exported {
  readonly tokens: Record<string, unknown>[];
}

async function exportAll(core: TestCore, passphrase: string | null = null): Promise<string> {
  const path = join(temporaryDirectory(), 'tokens.json');
  core.shell.saveTo = { path };
  const encryption = passphrase === null ? null : { passphrase, insist: true };
  await core.give('token:export', { selection: { of: 'everything' }, format: 'json', encryption });
  return path;
}

const contentOf = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Exported;

function changed(path: string, change: (tokens: Record<string, unknown>[]) => unknown): string {
  const content = contentOf(path);
  change(content.tokens);
  const other = join(temporaryDirectory(), 'changed.json');
  writeFileSync(other, JSON.stringify(content));
  return other;
}

async function preview(core: TestCore, path: string, passphrase: Passphrase = null) {
  const chosen = await core.give('takeover:choose', {}, { paths: [path] });
  if (chosen === null) throw new Error('nothing chosen');
  return {
    id: chosen.id,
    review: await core.give('takeover:preview', { id: chosen.id, passphrase }),
  };
}

async function takeOver(core: TestCore, path: string, passphrase: Passphrase = null) {
  const { id, review } = await preview(core, path, passphrase);
  expect(await core.give('takeover:run', { id, passphrase })).toEqual(review.counts);
  return review;
}

const ledgerOf = async (core: TestCore) =>
  (await core.give('token:list', { limit: 100, sort: { by: 'issued', direction: 'descending' } }))
    .tokens;

const reasonsOf = (review: Awaited<ReturnType<typeof takeOver>>) =>
  review.leftOut.map(({ reason }) => reason);

/** Two applications with keys of both types, a revoked token, an expired one, one forever. */
async function filled(): Promise<TestCore> {
  const core = await startCore({ fresh: true });
  const shop = await makeApplication(core, 'Shop');
  const till = await makeApplication(core, 'Kasse Ä');
  const first = await generate(core, shop.id, { validitySeconds: 86_400 });
  core.clock.now += 60_000;
  await regenerate(core, first, { validitySeconds: -1 });
  await generate(core, shop.id, { keyType: 'SANDBOX', validitySeconds: 60 });
  await generate(core, till.id, { validitySeconds: 7200 });
  core.clock.now += 120_000;
  return core;
}

async function privateKeyOf(core: TestCore): Promise<string> {
  const [key] = await core.give('signing-key:list', {});
  const path = join(temporaryDirectory(), 'key.pem');
  core.shell.saveTo = { path };
  await core.give('workspace:export-signing-key', {
    id: key?.id ?? '',
    passphrase: 'ten green bottles on a wall',
    encryption: null,
  });
  return path;
}

async function importKey(core: TestCore, path: string): Promise<void> {
  const chosen = await core.give('signing-key:choose', {}, { paths: [path] });
  await core.give('signing-key:import', {
    id: chosen?.id ?? '',
    passphrase: null,
    algorithm: 'RS256',
  });
}

const tags = 'durability/hostile-import';

test('an export is read into an empty workspace: everything that it holds is there', async () => {
  const from = await filled();
  const path = await exportAll(from);
  const to = await startCore({ fresh: true });
  to.clock.now = from.clock.now;
  await importKey(to, await privateKeyOf(from));
  const { counts } = await preview(to, path).then(({ review }) => review);
  expect(counts).toMatchObject({ applications: 2, keys: 3, tokens: 4, foreign: 0, revocations: 0 });
  expect(await ledgerOf(to)).toEqual([]);
  // As some editors save it.
  const edited = join(temporaryDirectory(), 'edited.json');
  writeFileSync(edited, `\ufeff${readFileSync(path, 'utf8')}`);
  await takeOver(to, edited);
  expect(contentOf(await exportAll(to)).tokens.toSorted(byId)).toEqual(
    contentOf(path).tokens.toSorted(byId),
  );
  // Nothing is told apart from what was issued here: profile, size and expiry are the same.
  const facts = (core: TestCore) =>
    ledgerOf(core).then((all) =>
      all
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .map(({ id, profile, size, neverExpires, current, audience }) => ({
          id,
          profile,
          size,
          neverExpires,
          current,
          audience,
        })),
    );
  expect(await facts(to)).toEqual(await facts(from));
  // Again: nothing is left to do.
  const again = await takeOver(to, path);
  expect(again.counts).toMatchObject({ applications: 0, keys: 0, tokens: 0, unchanged: 4 });
  expect(to.defects).toEqual([]);
});

const byId = (a: Record<string, unknown>, b: Record<string, unknown>): number =>
  String(a['jti']) < String(b['jti']) ? -1 : 1;

test('tokens of a key that isn’t here are kept as such, until the key is imported', async () => {
  const from = await filled();
  const path = await exportAll(from, 'eleven blue bottles');
  const to = await startCore({ fresh: true });
  to.clock.now = from.clock.now;
  const chosen = await to.give('takeover:choose', {}, { paths: [path] });
  expect(chosen?.isEncrypted).toBe(true);
  const wrong = { id: chosen?.id ?? '', passphrase: 'twelve' };
  expect(await to.refuse('takeover:preview', wrong)).toMatchObject({
    code: 'export/wrong',
    field: 'passphrase',
  });
  const review = await takeOver(to, path, 'eleven blue bottles');
  expect(review.counts).toMatchObject({ tokens: 4, foreign: 4 });
  expect(contentOf(await exportAll(to)).tokens).toHaveLength(4);
  // It signs nothing, and is published nowhere.
  const kid = contentOf(await exportAll(from)).tokens[0]?.['kid'];
  const keysHere = () => to.give('signing-key:list', {});
  expect((await keysHere()).map((one) => one.kid)).not.toContain(kid);
  await importKey(to, await privateKeyOf(from));
  const key = (await keysHere()).find((one) => one.kid === kid);
  expect(key?.state).toBe('next');
  const used = await to.give('signing-key:usage', {});
  expect(JSON.stringify(used)).toContain(key?.id);
});

test('revoked stays revoked, in either direction', async () => {
  const core = await filled();
  const before = await exportAll(core);
  const active = (await ledgerOf(core)).find(
    ({ revokedAt, neverExpires }) => revokedAt === null && neverExpires,
  );
  if (active === undefined) throw new Error('no token');
  await core.give('token:revoke', { ids: [active.id] });
  const after = await exportAll(core);
  // An older file doesn't bring it back.
  expect((await takeOver(core, before)).counts).toMatchObject({ tokens: 0, revocations: 0 });
  expect((await ledgerOf(core)).find(({ id }) => id === active.id)?.revokedAt).not.toBeNull();
  // A newer one revokes it elsewhere.
  const to = await startCore({ fresh: true });
  to.clock.now = core.clock.now;
  await importKey(to, await privateKeyOf(core));
  await takeOver(to, before);
  expect((await takeOver(to, after)).counts).toMatchObject({ tokens: 0, revocations: 1 });
  const state = (await ledgerOf(to)).find(({ id }) => id === active.id);
  expect(state?.revokedAt).not.toBeNull();
  const kinds = (await to.give('activity:list', { limit: 20 })).entries.map(({ kind }) => kind);
  expect(kinds).toEqual(expect.arrayContaining(['token/revoked', 'handover/read']));
});

test('a permanently deleted token comes back as it was: revoked', async () => {
  const core = await filled();
  const path = await exportAll(core);
  const shop = (await core.give('application:list', { limit: 5, search: 'Shop' }))[0];
  await core.give('application:delete', { id: shop?.id ?? '' });
  expect(reasonsOf(await takeOver(core, path))).toEqual(['bin']);
  const [entry] = await core.give('bin:list', {});
  if (entry === undefined) throw new Error('empty bin');
  await core.give('bin:purge', { kind: entry.kind, id: entry.id });
  await takeOver(core, path);
  const tokens = (await ledgerOf(core)).filter(({ applicationName }) => applicationName === 'Shop');
  expect(tokens).toHaveLength(3);
  for (const { revokedAt } of tokens) expect(revokedAt).not.toBeNull();
});

test('an older token never becomes the current one', async () => {
  const core = await filled();
  const path = await exportAll(core);
  const old = (await ledgerOf(core)).find(({ keyType }) => keyType === 'SANDBOX');
  if (old === undefined) throw new Error('no token');
  core.clock.now += 2 * DAY;
  const fresh = await regenerate(core, old, { keyType: 'SANDBOX' });
  await core.give('token:purge', { expiredBefore: core.clock.now, archive: null });
  expect((await ledgerOf(core)).some(({ id }) => id === old.id)).toBe(false);
  expect((await takeOver(core, path)).counts.tokens).toBeGreaterThan(0);
  const { token } = await core.give('keys:get', {
    applicationId: old.applicationId,
    keyType: 'SANDBOX',
  });
  expect(token?.id).toBe(fresh.id);
  // And a search still finds it.
  const found = await core.give('token:list', { limit: 10, search: 'Shop' });
  expect(found.tokens.map(({ id }) => id)).toEqual(expect.arrayContaining([fresh.id, old.id]));
});

test('a forged or changed file replaces nothing', { tags }, async () => {
  const core = await filled();
  const path = await exportAll(core);
  const before = await exportAll(core).then(contentOf);
  const { privateKey } = await generateKeyPair('RS256');
  const [sample] = before.tokens;
  const forged = async (claims: object) =>
    new SignJWT({ client_id: sample?.['consumerKey'], ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: String(sample?.['kid']), typ: 'at+jwt' })
      .setIssuedAt(1_700_000_000)
      .setExpirationTime(4_000_000_000)
      .sign(privateKey);
  const jti = '11111111-2222-4333-8444-555555555555';
  const cases: readonly [string, (token: Record<string, unknown>) => unknown][] = [
    ['forged', async (token) => Object.assign(token, { jti, accessToken: await forged({ jti }) })],
    ['other-key', (token) => Object.assign(token, { consumerKey: 'x'.repeat(28) })],
    ['differs', (token) => Object.assign(token, { jti })],
    ['not-a-jwt', (token) => Object.assign(token, { accessToken: 'a.b.c' })],
    ['not-a-jwt', (token) => Object.assign(token, { keyType: 'ROOT' })],
    [
      'no-text',
      (token) => Object.assign(token, { accessToken: '', expiresAt: '2999-01-01T00:00:00.000Z' }),
    ],
    [
      'name',
      (token) =>
        Object.assign(token, { applicationId: 'x', application: 'a\u202e\n', consumerKey: 'y' }),
    ],
  ];
  for (const [reason, change] of cases) {
    const file = changed(path, () => undefined);
    const content = contentOf(file);
    const [token] = content.tokens;
    if (token === undefined) throw new Error('no token');
    await change(token);
    writeFileSync(file, JSON.stringify(content));
    const review = await takeOver(core, file);
    expect([reason, ...reasonsOf(review)]).toEqual([reason, reason]);
    expect(review.leftOut.flatMap(({ examples }) => examples).join('')).not.toMatch(/[\n\u202e]/);
    expect(review.counts).toMatchObject({ applications: 0, keys: 0, tokens: 0, revocations: 0 });
  }
  expect(contentOf(await exportAll(core))).toEqual(before);
  // A token can't be moved to another application with a free key type either.
  const moved = changed(path, (tokens) => {
    const till = tokens.find((token) => token['application'] === 'Kasse Ä');
    const shop = tokens.find((token) => token['application'] === 'Shop');
    Object.assign(till ?? {}, {
      accessToken: shop?.['accessToken'],
      jti: shop?.['jti'],
      keyType: 'SANDBOX',
    });
  });
  expect(reasonsOf(await preview(core, moved).then(({ review }) => review))).toEqual(['key-taken']);
});

test('hostile files are refused, and nothing of them stays', { tags }, async () => {
  const core = await startCore({ fresh: true });
  const folder = temporaryDirectory();
  const files: Record<string, string> = {
    'deep.json': '['.repeat(200_000),
    'empty.json': '',
    'none.json': '{"tokens":[]}',
    'proto.json': '{"__proto__":{"tokens":[{}]},"tokens":[{"__proto__":{"application":"x"}}]}',
    'bomb.yaml': `a: &a [x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 12 }, (_, nth) => `b${nth}: &b${nth} [${Array.from({ length: 9 }, () => (nth === 0 ? '*a' : `*b${nth - 1}`)).join(',')}]`).join('\n')}\n`,
    'text.yaml': 'just text',
    'zip.zip': 'PK\u0003\u0004 not really',
  };
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), text);
    const chosen = await core.give('takeover:choose', {}, { paths: [join(folder, name)] });
    const error = await core.refuse('takeover:preview', { id: chosen?.id ?? '', passphrase: null });
    expect([name, error.code]).toEqual([name, expect.stringMatching(/^(takeover|import)\//)]);
  }
  // What was never meant to be an archive isn't judged as one.
  for (const text of ['A=1\n# B\nC=2\n', 'x'.repeat(2 ** 21)]) {
    writeFileSync(join(folder, 'other'), text);
    const chosen = await core.give('takeover:choose', {}, { paths: [join(folder, 'other')] });
    const error = await core.refuse('takeover:preview', { id: chosen?.id ?? '', passphrase: null });
    expect(error.code).toBe('takeover/not-recognized');
  }
  expect(await core.give('application:list', { limit: 5 })).toEqual([]);
  expect(core.defects).toEqual([]);
});

test('the command line reads an export back, and says what it leaves out', async () => {
  const line = await startShop();
  await line.json('keys', 'generate', 'Shop', '--scope', 'pets:read');
  await line.json('export', 'tokens', '--out', 'all.json.jwe');
  await line.json('export', 'tokens', '--out', 'plain.json', '--plain');
  const shown = await line.json('import', 'all.json.jwe', '--dry-run');
  expect(shown).toMatchObject({ counts: { tokens: 0, unchanged: 1 }, leftOut: [] });
  const other = await startCommandLine();
  other.clock.now = line.clock.now;
  const file = join(line.cwd, 'plain.json');
  const wouldAdd = await other.json('import', file, '--dry-run');
  expect(wouldAdd).toMatchObject({
    counts: { applications: 1, tokens: 1, secrets: expect.any(Number) },
    applications: [{ name: 'Shop', keys: ['production'], secrets: expect.any(Number) }],
  });
  expect(await other.json('app', 'list')).toEqual([]);
  await other.json('import', file);
  expect(await other.json('token', 'get', 'Shop')).toBe(await line.json('token', 'get', 'Shop'));
  const forged = changed(file, ([token]) =>
    Object.assign(token ?? {}, { consumerKey: 'elsewhere' }),
  );
  const ran = await other.run('import', forged);
  expect(ran.exitCode).toBe(1);
  expect(ran.stderr).toContain('another consumer key');
});

import { describe, expect, test } from 'vitest';
import { createCipher } from '../../../../electron/base/crypto/cipher.ts';
import { Secret } from '../../../../electron/base/crypto/secret.ts';
import { SECOND, START, startCore } from '../../../support/core.ts';
import { dataKeyOf, openBeside } from '../../../support/data-key.ts';
import { decodeJwt } from '../../../support/jwt.ts';
import { generate, jwtOf, makePetshop } from '../../../support/workspace.ts';

const kinds = ['consumer-key', 'consumer-secret', 'access-token'] as const;

async function petshop() {
  const core = await startCore();
  const { application, token } = await makePetshop(core);
  const id = (kind: (typeof kinds)[number]) => (kind === 'access-token' ? token.id : token.keysId);
  return { core, application, token, id };
}

describe.each(kinds)('%s', { tags: 'secrets/logged' }, (kind) => {
  test('Reveal returns it and logs that, without the secret', async () => {
    const { core, id } = await petshop();
    const { value } = await core.give('secret:reveal', { kind, id: id(kind) });
    expect(value.length).toBeGreaterThan(27);
    const { entries } = await core.give('activity:list', { limit: 1 });
    expect(entries[0]).toMatchObject({
      kind: 'secret/revealed',
      subject: 'Petshop, PRODUCTION',
      detail: { what: kind },
    });
    expect(JSON.stringify(entries)).not.toContain(value);
  });

  test('Copy puts it on the clipboard without passing the page', async () => {
    const { core, id } = await petshop();
    await core.give('settings:update', { clipboardSeconds: 45 });
    const ref = { kind, id: id(kind) };
    const { value } = await core.give('secret:reveal', ref);
    expect(await core.give('secret:copy', ref)).toEqual({ clearsInSeconds: 45, clears: true });
    expect(core.shell.copied).toEqual([{ text: value, seconds: 45 }]);
    const { entries } = await core.give('activity:list', { limit: 1 });
    expect(entries[0]).toMatchObject({ kind: 'secret/copied', detail: { what: kind } });
  });

  test('a missing one is reported, and nothing is logged', async () => {
    const { core } = await petshop();
    const before = await core.give('activity:list', { limit: 100 });
    const id = '0f8fad5b-d9cb-469f-a165-70867728950e';
    const code = kind === 'access-token' ? 'missing/token' : 'missing/keys';
    expect(await core.refuse('secret:reveal', { kind, id })).toEqual({ code });
    expect(await core.refuse('secret:copy', { kind, id })).toEqual({ code });
    expect(await core.give('activity:list', { limit: 100 })).toEqual(before);
    expect(core.shell.copied).toEqual([]);
  });
});

test('the token in the ledger is the one that is revealed', async () => {
  const { core, token } = await petshop();
  const jwt = await jwtOf(core, token);
  expect(decodeJwt(jwt).claims['jti']).toBe(token.id);
  expect(Buffer.byteLength(jwt)).toBe(token.size);
});

async function damage(home: string, sql: string): Promise<void> {
  const db = await openBeside(home);
  db.exec(sql);
  db.close();
}

describe('a file that was tampered with', { tags: ['secrets/sealed', 'secrets/damage'] }, () => {
  test('a token moved into another row is refused', async () => {
    const { core, application, token } = await petshop();
    const other = await generate(core, application.id, { keyType: 'SANDBOX' });
    await damage(
      core.home,
      `UPDATE token_secret SET jwt_sealed =
         (SELECT jwt_sealed FROM token_secret WHERE token_id = '${other.id}')
       WHERE token_id = '${token.id}'`,
    );
    expect(await core.refuse('secret:reveal', { kind: 'access-token', id: token.id })).toEqual({
      code: 'secret/damaged',
      detail: { kind: 'access-token' },
    });
    expect((await jwtOf(core, other)).split('.')).toHaveLength(3);
  });

  test('a consumer secret moved to the other key type is refused', async () => {
    const { core, application, token } = await petshop();
    const other = await generate(core, application.id, { keyType: 'SANDBOX' });
    await damage(
      core.home,
      `UPDATE consumer_secret SET secret_sealed =
         (SELECT secret_sealed FROM consumer_secret WHERE keys_id = '${other.keysId}')
       WHERE keys_id = '${token.keysId}'`,
    );
    expect(
      await core.refuse('secret:copy', { kind: 'consumer-secret', id: token.keysId }),
    ).toMatchObject({ code: 'secret/damaged' });
    expect(core.shell.copied).toEqual([]);
  });

  test('a damaged signing key signs nothing, and no partial token is stored', async () => {
    const { core, application } = await petshop();
    await damage(core.home, `UPDATE signing_key SET private_key_sealed = zeroblob(100)`);
    await core.restart();
    const request = { applicationId: application.id, validitySeconds: 60, scopes: [] };
    expect(await core.refuse('keys:generate', { ...request, keyType: 'SANDBOX' })).toMatchObject({
      code: 'secret/damaged',
      detail: { kind: 'signing-key' },
    });
    const view = await core.give('keys:get', { applicationId: application.id, keyType: 'SANDBOX' });
    expect(view.keys).toBeNull();
  });
});

/** A second secret beside the first, as a rotation with overlap has it. */
async function rotated() {
  const { core, token } = await petshop();
  const ref = { kind: 'consumer-secret', id: token.keysId } as const;
  const { value: first } = await core.give('secret:reveal', ref);
  const cipher = createCipher(await dataKeyOf(core.home));
  const place = { kind: 'consumer-secret', id: 'second' };
  const db = await openBeside(core.home);
  db.prepare(
    `INSERT INTO consumer_secret (id, keys_id, note, secret_sealed, created_at)
     SELECT 'second', keys_id, 'rotated', ?, created_at + 1 FROM consumer_secret`,
  ).run(cipher.seal(place, new Secret('the second')));
  const reveal = async () => (await core.give('secret:reveal', ref)).value;
  return { core, db, first, reveal };
}

describe('a consumer key with several secrets', () => {
  test('shows the newest usable one, and records when', async () => {
    const { core, db, first, reveal } = await rotated();
    core.clock.now += SECOND;
    expect(await reveal()).toBe('the second');
    const shown = db
      .prepare('SELECT last_shown_at FROM consumer_secret ORDER BY last_shown_at')
      .pluck()
      .all();
    db.prepare("UPDATE consumer_secret SET revoked_at = 1 WHERE id = 'second'").run();
    expect(await reveal()).toBe(first);
    db.prepare(
      "UPDATE consumer_secret SET revoked_at = NULL, expires_at = ? WHERE id = 'second'",
    ).run(START + SECOND);
    expect(await reveal()).toBe(first);
    db.close();
    expect(shown).toEqual([START, START + SECOND]);
  });
});

test.each([
  ['bearer', /^Authorization: Bearer eyJ[\w.-]+$/],
  [
    'curl',
    /^curl --header 'Authorization: Bearer eyJ[\w.-]+' 'https:\/\/gateway\.example\.com\/'$/,
  ],
  ['env', /^PETSHOP_PRODUCTION_ACCESS_TOKEN=eyJ[\w.-]+$/],
  ['json', /^\{\n {2}"application": "Petshop",[^]*"accessToken": "eyJ[\w.-]+",/],
] as const)('an access token is copied as %s', async (as, text) => {
  const core = await startCore();
  const { token } = await makePetshop(core);
  await core.give('secret:copy', { kind: 'access-token', id: token.id, as });
  expect(core.shell.copied.at(-1)?.text).toMatch(text);
});

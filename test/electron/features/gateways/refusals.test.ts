import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ReadableDb } from '../../../../electron/base/database/database.ts';
import { STATUS_DIGITS } from '../../../../electron/features/issuing/status.ts';
import { beginsLikeAnother } from '../../../../electron/features/tokens/repository.ts';
import type { GatewayFile } from '../../../../shared/domain/gateway.ts';
import { tokenIdSchema } from '../../../../shared/domain/ids.ts';
import { startCore, type TestCore, temporaryDirectory } from '../../../support/core.ts';
import { openBeside } from '../../../support/data-key.ts';
import { decodeJwt } from '../../../support/jwt.ts';
import { generate, jwtOf, makeApplication, makePetshop } from '../../../support/workspace.ts';

async function exported(core: TestCore, file: GatewayFile) {
  const folder = temporaryDirectory();
  core.shell.saveTo = { folder };
  const saved = await core.give('gateway:export', { file });
  if (saved === null) throw new Error('The dialog was closed');
  return { ...saved, folder, text: readFileSync(saved.path, 'utf8') };
}

describe('the Token Status List', () => {
  const uri = 'https://keys.example/statuslist.jwt';

  /** The bit of a token, as a verifier reads it. */
  async function statusOf(core: TestCore, jwt: string): Promise<number> {
    const { text } = await exported(core, 'status-list');
    const { jwks } = await core.give('gateway:get', {});
    const { payload, protectedHeader } = await jwtVerify(
      text.trim(),
      createLocalJWKSet(JSON.parse(jwks)),
      { currentDate: new Date(core.clock.now) },
    );
    expect(protectedHeader.typ).toBe('statuslist+jwt');
    expect(payload).toMatchObject({ sub: uri, status_list: { bits: 1 } });
    const list = z.object({ lst: z.string() }).parse(payload['status_list']);
    const bytes = inflateSync(Buffer.from(list.lst, 'base64url'));
    const { status } = z
      .object({
        status: z.object({ status_list: z.object({ idx: z.number(), uri: z.literal(uri) }) }),
      })
      .parse(decodeJwt(jwt).claims);
    const { idx } = status.status_list;
    return ((bytes[idx >> 3] ?? 0) >> (idx & 7)) & 1;
  }

  test('has the bit of a revoked token, and no other; the claim is only where it is wanted', async () => {
    const core = await startCore();
    const { id } = await makeApplication(core, 'Plain');
    const plain = await jwtOf(core, await generate(core, id));
    expect(decodeJwt(plain).claims).not.toHaveProperty('status');
    await core.give('settings:update', { statusListUri: uri });
    const { token, application } = await makePetshop(core);
    const jwt = await jwtOf(core, token);
    const other = await jwtOf(core, await generate(core, application.id, { keyType: 'SANDBOX' }));
    expect(await statusOf(core, jwt)).toBe(0);
    await core.give('token:revoke', { ids: [token.id] });
    expect(await statusOf(core, jwt)).toBe(1);
    expect(await statusOf(core, other)).toBe(0);
    // It leaves the list once it has expired.
    core.clock.now = token.expiresAt;
    expect(await statusOf(core, jwt)).toBe(0);
  });

  test('no two tokens share a bit: another with the same beginning is noticed', async () => {
    const core = await startCore();
    const { token } = await makePetshop(core);
    const db = await openBeside(core.home, { readonly: true });
    const readable = db as unknown as ReadableDb;
    const sameStart = tokenIdSchema.parse(`${token.id.slice(0, 6)}00-0000-4000-8000-000000000000`);
    const far = tokenIdSchema.parse('00000000-0000-4000-8000-000000000000');
    expect(beginsLikeAnother(readable, sameStart, STATUS_DIGITS)).toBe(true);
    expect(beginsLikeAnother(readable, token.id, STATUS_DIGITS)).toBe(false);
    expect(beginsLikeAnother(readable, far, STATUS_DIGITS)).toBe(token.id.startsWith('000000'));
    db.close();
  });

  test('an address must be https', async () => {
    const core = await startCore();
    expect(
      await core.refuse('settings:update', { statusListUri: 'http://a.example' }),
    ).toMatchObject({ code: 'field/not-a-url', field: 'statusListUri' });
  });
});

describe('“not before” of an application', () => {
  test('is set when all its tokens are revoked, and goes into lists and files', async () => {
    const core = await startCore();
    const { application } = await makePetshop(core);
    const keys = { applicationId: application.id, keyType: 'PRODUCTION' } as const;
    const { keys: client } = await core.give('keys:get', keys);
    const consumerKey = client?.consumerKey ?? '';
    const told = async (): Promise<unknown> => {
      const { text } = await exported(core, 'revocations-json');
      return (JSON.parse(text) as { readonly notBefore: unknown }).notBefore;
    };
    // Narrower filters name tokens, not times.
    await core.give('token:revoke', { filter: { applicationId: application.id, profile: 'jwt' } });
    expect(await told()).toEqual([]);
    core.clock.now += 60_500;
    await core.give('token:revoke', { filter: { applicationId: application.id } });
    const at = Math.floor(core.clock.now / 1000) * 1000;
    expect(await told()).toEqual([{ client_id: consumerKey, at: new Date(at).toISOString() }]);
    // An earlier time doesn't put it back.
    const filter = { applicationId: application.id, issuedBefore: at - 30_000 };
    await core.give('token:revoke', { filter });
    expect(await told()).toEqual([{ client_id: consumerKey, at: new Date(at).toISOString() }]);
    // The files that tell it are known to lack a later one, though it revokes no token here.
    core.clock.now += 60_000;
    const later = { applicationId: application.id, issuedBefore: core.clock.now - 1000 };
    const lacking = async () =>
      (await core.give('gateway:get', {})).changes.filter((one) => one.cutOff);
    await exported(core, 'revocations');
    expect(await lacking()).toEqual([]);
    core.clock.now += 1000;
    await core.give('token:revoke', { filter: later });
    const names = (await lacking()).map(({ file, revoked }) => [file, revoked]);
    expect(names).toEqual([['revocations-json', 0]]);
    expect((await core.give('keys:get', keys)).notBefore).toBe(
      Math.floor(later.issuedBefore / 1000) * 1000,
    );
    await exported(core, 'revocations-json');
    expect(await lacking()).toEqual([]);
    const { folder } = await exported(core, 'haproxy');
    expect(readFileSync(join(folder, 'latchkey', 'not-before.map'), 'utf8')).toBe(
      `${consumerKey} ${Math.floor(later.issuedBefore / 1000)}\n`,
    );
  });
});

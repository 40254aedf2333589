import { describe, expect, test } from 'vitest';
import { signingAlgorithms } from '../../../../shared/domain/signing-key.ts';
import { profileNames } from '../../../../shared/domain/token-form.ts';
import type { Input } from '../../../../shared/ipc/contract.ts';
import { startCore } from '../../../support/core.ts';
import { decodeJwt } from '../../../support/jwt.ts';
import {
  jwtOf,
  makeApi,
  makeApplication,
  makePetshop,
  scope,
  subscribe,
} from '../../../support/workspace.ts';

const of = ({ applicationId, keyType }: Input<'keys:get'>) => ({ applicationId, keyType });

async function shop() {
  const core = await startCore();
  const { id } = await makeApplication(core, 'Petshop');
  const pets = await makeApi(core, 'Pets', { scopes: [scope('pets:read'), scope('pets:sell')] });
  const zoo = await makeApi(core, 'Zoo', { scopes: [scope('zoo:read')] });
  await subscribe(core, id, pets.id);
  const blocked = await subscribe(core, id, zoo.id, 'Bronze');
  await core.give('subscription:set-state', { id: blocked.id, state: 'BLOCKED' });
  const request = {
    applicationId: id,
    keyType: 'PRODUCTION' as const,
    validitySeconds: 7200,
    scopes: ['pets:read'],
  };
  return { core, request };
}

describe('the preview', () => {
  test.each(
    profileNames.flatMap((profile) =>
      signingAlgorithms.map((algorithm) => ({ profile, algorithm })),
    ),
  )('$profile, $algorithm: equals the token, except for values created with it', async (chosen) => {
    const { core, request } = await shop();
    const preview = await core.give('token:preview', { ...request, ...chosen });
    const token = await core.give('keys:generate', { ...request, ...chosen });
    const jwt = await jwtOf(core, token);
    const { header, claims } = decodeJwt(jwt);
    const blank = (value: unknown): unknown =>
      JSON.parse(
        JSON.stringify(value)
          .replaceAll(token.id, '????????-????-????-????-????????????')
          .replaceAll(
            /"(sub|azp|client_id|consumerKey)":"[A-Za-z0-9_]{28}"/g,
            (_, name) => `"${name}":"${'?'.repeat(28)}"`,
          )
          .replaceAll(/"aud":\["[A-Za-z0-9_]{28}"/g, `"aud":["${'?'.repeat(28)}"`),
      );
    expect(JSON.parse(preview.claims)).toEqual(blank(claims));
    const isKnown = chosen.algorithm === 'RS256';
    expect(JSON.parse(preview.header)).toEqual(
      isKnown
        ? header
        : {
            ...header,
            kid: '?'.repeat(43),
            ...('x5t' in header ? { x5t: '?'.repeat(54) } : {}),
          },
    );
    expect([preview.size, preview.expiresAt]).toEqual([jwt.length, token.expiresAt]);
  });

  test('lists included scopes and subscriptions, and why others are left out', async () => {
    const { core, request } = await shop();
    const preview = await core.give('token:preview', request);
    expect(preview.scopes).toEqual([
      { name: 'pets:read', reason: null },
      { name: 'pets:sell', reason: 'not-chosen' },
      { name: 'zoo:read', reason: 'blocked' },
    ]);
    expect(preview.subscriptions).toEqual([
      { api: 'Pets 1.0.0', plan: 'Gold', reason: null },
      { api: 'Zoo 1.0.0', plan: 'Bronze', reason: 'BLOCKED' },
    ]);
    const lean = await core.give('token:preview', { ...request, profile: 'lean' });
    expect(lean.subscriptions.map(({ reason }) => reason)).toEqual(['profile', 'BLOCKED']);
  });

  test('creates nothing: no keys, token or signing key', async () => {
    const { core, request } = await shop();
    const before = await core.give('gateway:get', {});
    await core.give('token:preview', { ...request, algorithm: 'EdDSA' });
    expect(await core.give('gateway:get', {})).toEqual(before);
    expect(await core.give('keys:get', of(request))).toMatchObject({ keys: null, token: null });
  });

  test('of Re-generate keeps the consumer key and refuses a token that isn’t current', async () => {
    const core = await startCore();
    const { application, token } = await makePetshop(core);
    const request = {
      applicationId: application.id,
      keyType: 'PRODUCTION' as const,
      validitySeconds: 60,
      scopes: [],
    };
    const preview = await core.give('token:preview', { ...request, replaces: token.id });
    const { keys } = await core.give('keys:get', of(request));
    expect(JSON.parse(preview.claims)).toMatchObject({ client_id: keys?.consumerKey });
    expect(await core.refuse('token:preview', request)).toEqual({ code: 'keys/exist' });
  });
});

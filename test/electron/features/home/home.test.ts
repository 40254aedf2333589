import { expect, test } from 'vitest';
import { startCore } from '../../../support/core.ts';
import { makePetshop, regenerate } from '../../../support/workspace.ts';

const monthFrom = 0;

test('every active token is counted once, in the zone that it expires in', async () => {
  const core = await startCore();
  const { application } = await makePetshop(core);
  const of = { applicationId: application.id, keyType: 'SANDBOX' } as const;
  await core.give('keys:generate', { ...of, validitySeconds: 3 * 86_400, scopes: [] });
  const view = await core.give('home:get', { monthFrom });
  const later = view.days.reduce((sum, count) => sum + count, 0);
  expect(view.days[2]).toBe(1);
  expect(view.active).toBe(2);
  expect(view.never + later + view.months.reduce((sum, count) => sum + count, 0) + view.later).toBe(
    view.active,
  );
  expect(view.soon.map(({ keyType }) => keyType)).toContain('SANDBOX');
});

test('what was copied last comes first, as the token that has taken its place', async () => {
  const core = await startCore();
  const { application, token } = await makePetshop(core);
  expect((await core.give('home:get', { monthFrom })).recent).toEqual([]);
  await core.give('secret:copy', { kind: 'access-token', id: token.id });
  const next = await regenerate(core, token);
  const { recent } = await core.give('home:get', { monthFrom });
  expect(recent.map(({ token: shown, isCopied }) => [shown.id, isCopied])).toEqual([
    [next.id, true],
  ]);
  await core.give('application:delete', { id: application.id });
  const after = await core.give('home:get', { monthFrom });
  expect(after.active).toBe(0);
});

test('a fingerprint tells tokens apart and is the start of the SHA-256', async () => {
  const core = await startCore();
  const { token } = await makePetshop(core);
  const { fingerprint } = await core.give('secret:fingerprint', { id: token.id });
  const { value } = await core.give('secret:reveal', { kind: 'access-token', id: token.id });
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(value));
  expect(fingerprint).toBe(Buffer.from(hash).toString('hex').slice(0, 16).toUpperCase());
});

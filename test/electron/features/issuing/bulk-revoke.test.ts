import { describe, expect, test } from 'vitest';
import type { RevokingRequest } from '../../../../shared/domain/bulk.ts';
import { START, startCore } from '../../../support/core.ts';
import { generate, makeApplication, makePetshop, regenerate } from '../../../support/workspace.ts';

const revoking = (tokens: RevokingRequest['tokens']) => ({ kind: 'revoke', tokens }) as const;

describe('revoking many', () => {
  test('says what it revokes, revokes exactly that, and keeps a report', async () => {
    const core = await startCore();
    const { token, application } = await makePetshop(core);
    const other = await makeApplication(core, 'Other');
    const kept = await generate(core, other.id);
    await core.give('settings:update', { keepOldToken: true });
    const newer = await regenerate(core, token);
    const filter = { applicationId: application.id, state: 'active' } as const;
    const said = await core.give('bulk:prepare', revoking({ filter }));
    expect(said).toMatchObject({ kind: 'revoke', total: 2, open: 2, revokes: 2, startedAt: null });
    // Announced, but not done; what is issued meanwhile wasn't announced.
    expect((await core.give('token:list', { limit: 9, state: 'active' })).tokens).toHaveLength(3);
    const later = await regenerate(core, newer);
    const done = await core.give('bulk:run', { id: said.id });
    expect(done).toMatchObject({ issued: 2, open: 0, endedAt: START, left: [] });
    const { tokens } = await core.give('token:list', { limit: 9, state: 'active' });
    expect(tokens.map(({ id }) => id)).toEqual([later.id, kept.id]);
    const { items } = await core.give('bulk:items', { id: said.id, which: 'issued', limit: 9 });
    expect(items.map(({ tokenId }) => tokenId)).toEqual([newer.id, token.id]);
    await core.restart();
    expect(await core.give('bulk:list', {})).toEqual([done]);
    const { entries } = await core.give('activity:list', { limit: 20 });
    expect(entries.find(({ kind }) => kind === 'bulk/revoked')?.detail).toEqual({
      revoked: 2,
      leftOut: 0,
      open: 0,
    });
    expect(await core.refuse('bulk:run', { id: said.id })).toEqual({ code: 'bulk/ended' });
  });

  test('leaves out what gateways refuse anyway', async () => {
    const core = await startCore();
    const { token } = await makePetshop(core);
    const newer = await regenerate(core, token);
    const said = await core.give('bulk:prepare', revoking({ ids: [token.id, newer.id] }));
    expect(said).toMatchObject({ total: 2, open: 1, revokes: 1 });
    await core.give('token:revoke', { ids: [newer.id] });
    expect(await core.give('bulk:run', { id: said.id })).toMatchObject({ issued: 0, open: 0 });
    const left = { id: said.id, which: 'left-out', limit: 9 } as const;
    const { items } = await core.give('bulk:items', left);
    expect(items.map(({ code }) => code)).toEqual(['token/not-active', 'token/not-active']);
    const nothing = revoking({ filter: { state: 'active' } });
    expect(await core.refuse('bulk:prepare', nothing)).toEqual({ code: 'bulk/nothing' });
  });

  test('of whole applications also refuses tokens that nobody knows', async () => {
    const core = await startCore();
    const { application, token } = await makePetshop(core);
    const other = await makeApplication(core, 'Other');
    await generate(core, other.id);
    const ofShop = { applicationId: application.id, keyType: 'PRODUCTION' } as const;
    const notBefore = async () => (await core.give('keys:get', ofShop)).notBefore;
    const said = await core.give('bulk:prepare', revoking({ of: { ids: [application.id] } }));
    expect(await notBefore()).toBeNull();
    await core.give('bulk:run', { id: said.id });
    expect(await notBefore()).toBe(Math.floor(START / 1000) * 1000);
    const ofOther = { ...ofShop, applicationId: other.id };
    expect((await core.give('keys:get', ofOther)).notBefore).toBeNull();
    expect((await core.give('keys:get', ofShop)).token?.id).toBe(token.id);
    const { entries } = await core.give('activity:list', { limit: 20 });
    expect(entries.filter(({ kind }) => kind === 'keys/not-before')).toHaveLength(1);
    expect((await core.give('backup:check-workspace', {})).findings).toEqual([]);
  });
});

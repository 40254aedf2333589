/**
 * @module-tag memory/typed
 */
import { expect, test } from 'vitest';
import { typedSecret } from '../../../shared/domain/passphrase.ts';
import { PASSPHRASE, startCore } from '../../support/core.ts';

test.each([PASSPHRASE, 'wrong'])(
  'overwrites a passphrase once the call is answered: %s',
  async (text) => {
    const core = await startCore();
    await core.give('workspace:lock', {});
    const passphrase = typedSecret(text);
    const answer = await core.call('workspace:sign-in', { with: 'passphrase', passphrase });
    expect(answer.ok).toBe(text === PASSPHRASE);
    expect([...passphrase].every((byte) => byte === 0)).toBe(true);
  },
);

test('a passphrase is the same in NFC and NFD', () => {
  expect(typedSecret('é'.normalize('NFD'))).toEqual(typedSecret('é'.normalize('NFC')));
});

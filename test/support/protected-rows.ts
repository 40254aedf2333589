import type { Input } from '../../shared/ipc/contract.ts';
import type { TestCore } from './core.ts';
import { generate, makeApplication, makePetshop, regenerate } from './workspace.ts';

/** A workspace with rows in every protected table. */
export async function used(core: TestCore) {
  const purged = await makeApplication(core, 'Purged');
  await generate(core, purged.id, { validitySeconds: -1 });
  await core.give('application:delete', { id: purged.id });
  await core.give('bin:purge', { kind: 'application', id: purged.id });
  const made = await makePetshop(core);
  await core.give('settings:update', { issuer: 'urn:sealed' });
  const other = await makeApplication(core, 'Other');
  await core.give('application:delete', { id: other.id });
  await core.give('token-form:update', {
    applicationId: made.application.id,
    profile: 'jwt',
    algorithm: null,
    claims: '{"tenant":"acme"}',
  });
  const token = await regenerate(core, made.token, { validitySeconds: -1 });
  return { ...made, token };
}

/** Asks for a new Sandbox key. */
export const request = (applicationId: string) =>
  ({
    applicationId,
    keyType: 'SANDBOX',
    validitySeconds: 60,
    scopes: [],
  }) satisfies Input<'keys:generate'>;

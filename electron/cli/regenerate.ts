import type { TokenSummary } from '../../shared/domain/token.ts';
import { validityOf } from '../../shared/domain/validity.ts';
import type { Workspace } from './workspace-access.ts';

/** Re-generates a token for as long as before, with those of its scopes that still exist. */
export async function likeBefore(workspace: Workspace, old: TokenSummary) {
  const { applicationId, keyType, id: replaces } = old;
  const { scopes: available } = await workspace.get('keys:get', { applicationId, keyType });
  const names = new Set(available.map(({ name }) => name));
  return workspace.call('token:regenerate', {
    applicationId,
    keyType,
    replaces,
    validitySeconds: validityOf(old),
    scopes: old.scopes.filter((name) => names.has(name)),
  });
}

import type { Api, ApiDraft, Scope } from '../../../shared/domain/api.ts';
import type { BusinessPlanId } from '../../../shared/domain/ids.ts';

/** A scope being edited. Its key stays the same when rows before it are added or removed. */
export interface ScopeRow extends Scope {
  readonly key: number;
}

/** The form's values: all of it text, as typed. */
export interface TypedApi extends Omit<ApiDraft, 'scopes'> {
  readonly scopes: readonly ScopeRow[];
}

export function emptyApi(businessPlanIds: BusinessPlanId[]): TypedApi {
  return {
    name: '',
    version: '',
    context: '',
    provider: '',
    description: '',
    scopes: [],
    businessPlanIds,
  };
}

export function typedApi({ scopes, ...api }: Api): TypedApi {
  const { name, version, context, provider, description, businessPlanIds } = api;
  return {
    name,
    version,
    context,
    provider,
    description,
    businessPlanIds,
    scopes: scopes.map((scope, key) => ({ ...scope, key })),
  };
}

export function draftOf({ scopes, ...typed }: TypedApi): ApiDraft {
  return {
    ...typed,
    scopes: scopes.map(({ name, displayName, description }) => ({
      name,
      displayName,
      description,
    })),
  };
}

export function withScope(scopes: readonly ScopeRow[]): readonly ScopeRow[] {
  const key = Math.max(-1, ...scopes.map((scope) => scope.key)) + 1;
  return [...scopes, { key, name: '', displayName: '', description: '' }];
}

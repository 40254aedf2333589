import type { Notes } from './notes.ts';
import type { Located, References } from './references.ts';
import { isFields, items, member, members, text } from './tree.ts';

/** A scope as described in one place of the file. */
export interface Mention {
  readonly name: string;
  readonly displayName?: string;
  readonly description?: string;
}

/** The security schemes that the file defines, by name, with references followed. */
export type Schemes = ReadonlyMap<string, Located | undefined>;

export function schemesOf({ root, get, entries, follow }: References): Schemes {
  const components = get(root, 'components', 'security-scheme');
  const defined = [
    get(components, 'securitySchemes', 'security-scheme'),
    // Swagger 2
    get(root, 'securityDefinitions', 'security-scheme'),
    // A place where people put them by mistake.
    get(components, 'securityDefinitions', 'security-scheme'),
    get(root, 'securitySchemes', 'security-scheme'),
  ];
  const schemes = new Map<string, Located | undefined>();
  for (const [name, scheme] of defined.flatMap(entries)) {
    if (!schemes.has(name)) schemes.set(name, follow(scheme, 'security-scheme'));
  }
  return schemes;
}

/** Whether requirements list scopes for this scheme; for other schemes, they list roles. */
export function hasScopes(scheme: unknown): boolean {
  const type = text(member(scheme, 'type'))
    .toLowerCase()
    .replace(/[^a-z0-9]/gu, '');
  if (type !== '') return /^(?:oauth(?:2|20)?|openidconnect|oidc)$/u.test(type);
  return ['flows', 'flow', 'openIdConnectUrl'].some((key) => member(scheme, key) !== undefined);
}

/** What the OAuth2 schemes define, flow by flow (implicit, password, clientCredentials, …). */
export function definedScopes(references: References, schemes: Schemes, notes: Notes): Mention[] {
  const { get, entries, follow } = references;
  return [...schemes.values()].flatMap((scheme) => {
    if (scheme === undefined || !hasScopes(scheme.value)) return [];
    const flows = entries(get(scheme, 'flows', 'security-scheme')).map(([, flow]) =>
      follow(flow, 'security-scheme'),
    );
    // In Swagger 2, the scheme itself is its only flow.
    return [...flows, scheme].flatMap((flow) =>
      flow === undefined
        ? []
        : flowScopes(flow.value, get(flow, 'scopes', 'security-scheme').value, notes),
    );
  });
}

/**
 * The scopes of one flow, with WSO2's extensions `x-scopes-mappings: { scope: { display-name } }`
 * and `x-scopes-bindings: { scope: "role,role" }`.
 */
function flowScopes(flow: unknown, scopes: unknown, notes: Notes): Mention[] {
  const bindings = members(member(flow, 'x-scopes-bindings'));
  for (const [name, roles] of bindings) {
    if (text(roles) !== '') notes.count('role-bindings-left-out', name);
  }
  const displayNames = member(flow, 'x-scopes-mappings');
  const described = scopesIn(scopes, notes).map(({ name, description = '' }) => ({
    name,
    description,
    displayName: text(member(displayNames, name, 'display-name')),
  }));
  return [...described, ...bindings.map(([name]) => ({ name }))];
}

/**
 * The scopes from where a map of scope to description belongs, however they are written: a map, a
 * list of names or of maps, or names separated by white space or commas. Anything else is skipped
 * with a note.
 */
export function scopesIn(value: unknown, notes: Notes): Mention[] {
  if (value === undefined || value === null) return [];
  if (typeof value === 'string') {
    return value
      .split(/[\s,]+/u)
      .filter(Boolean)
      .map((name) => ({ name }));
  }
  if (isFields(value)) {
    return members(value).flatMap(([name, described]) => mention(name, described));
  }
  return items(value).flatMap((item) => {
    const name = text(item).trim();
    if (name !== '') return [{ name }];
    const named = text(member(item, 'name')) || text(member(item, 'scope'));
    if (named !== '') return [{ name: named, description: text(member(item, 'description')) }];
    const single = members(item).flatMap(([key, described]) => mention(key, described));
    if (single.length === 0) notes.count('scopes-unreadable', JSON.stringify(item) ?? '');
    return single;
  });
}

/** An extension in Swagger 2's Scopes Object isn't a scope. */
function mention(name: string, described: unknown): Mention[] {
  const isContainer = typeof described === 'object' && described !== null;
  if (isContainer && name.startsWith('x-')) return [];
  return [{ name, description: text(isContainer ? member(described, 'description') : described) }];
}

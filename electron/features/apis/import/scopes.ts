import { scopeSchema } from '../../../../shared/domain/api.ts';
import {
  type ImportedScope,
  importedTextLimits as limits,
} from '../../../../shared/domain/imported-api.ts';
import type { Notes } from './notes.ts';
import type { Located, References } from './references.ts';
import {
  definedScopes,
  hasScopes,
  type Mention,
  type Schemes,
  schemesOf,
  scopesIn,
} from './security-schemes.ts';
import { lines, oneLine, shorten, shortenName } from './text.ts';
import { isFields, items, member, members, text } from './tree.ts';

/**
 * Every scope that the file defines or requires, each once, in the order of first mention: the
 * OAuth2 flows, WSO2's root list, the requirements of the API and of `operations`. If
 * several places describe a scope, the first description wins. A name that a token can't carry is
 * skipped with a note.
 */
export function scopesOf(
  references: References,
  operations: readonly unknown[],
  notes: Notes,
): ImportedScope[] {
  const schemes = schemesOf(references);
  const document = references.root.value;
  const mentions = [
    ...definedScopes(references, schemes, notes),
    ...wso2Scopes(document, notes),
    ...[document, ...operations].flatMap((part) =>
      requiredScopes(part, references, schemes, notes),
    ),
  ];
  return described(mentions, notes);
}

/** Each scope once, with a name valid in a token and a readable description. */
export function described(mentions: readonly Mention[], notes: Notes): ImportedScope[] {
  const scopes = new Map<string, Required<Omit<Mention, 'name'>>>();
  for (const { name, displayName = '', description = '' } of mentions) {
    if (!scopeSchema.shape.name.safeParse(name).success) {
      notes.count('scope-name-unusable', name);
      continue;
    }
    const so = scopes.get(name);
    scopes.set(name, {
      displayName: so?.displayName || oneLine(displayName),
      description: so?.description || lines(description),
    });
  }
  return [...scopes].map(([name, { displayName, description }]) => {
    if (description === '') notes.count('scope-without-description', name);
    if (description.length > limits.scopeDescription) {
      notes.count('scope-description-shortened', name, { limit: limits.scopeDescription });
    }
    return {
      name,
      displayName: shortenName(displayName || name, limits.scopeDisplayName),
      description: shorten(description, limits.scopeDescription),
    };
  });
}

/**
 * WSO2 up to 3.0: `x-wso2-security:
 * { apim: { x-wso2-scopes: [{ key, name, description, roles }] } }`.
 */
function wso2Scopes(document: unknown, notes: Notes): Mention[] {
  const listed = items(member(document, 'x-wso2-security', 'apim', 'x-wso2-scopes'));
  return listed.flatMap((scope) => {
    const displayName = text(member(scope, 'name'));
    const name = (text(member(scope, 'key')) || displayName).trim();
    if (name === '') return [];
    if (text(member(scope, 'roles')) !== '') notes.count('role-bindings-left-out', name);
    return [{ name, displayName, description: text(member(scope, 'description')) }];
  });
}

/** The scopes that the API as a whole or one operation requires. */
function requiredScopes(
  part: unknown,
  references: References,
  schemes: Schemes,
  notes: Notes,
): Mention[] {
  if (!isFields(part)) return [];
  const security = member(part, 'security');
  // Some people write a map instead of a list with one map.
  const requirements = isFields(security) ? [security] : items(security);
  const required = requirements.flatMap(members).flatMap(([scheme, names]) => {
    const listed = scopesIn(names, notes).map(({ name }) => name);
    return areScopes(scheme, listed, references, schemes, notes) ? listed : [];
  });
  return [...required, ...wso2Scope(part)].map((name) => ({ name }));
}

/**
 * OpenAPI 3.1 lets a requirement list roles for schemes without scopes (section 4.8.30.1). WSO2
 * reads the scheme `default` even if the file doesn't define it.
 */
function areScopes(
  scheme: string,
  listed: readonly string[],
  references: References,
  schemes: Schemes,
  notes: Notes,
): boolean {
  const found = schemes.has(scheme) ? schemes.get(scheme) : byAddress(scheme, references);
  if (found === undefined && !schemes.has(scheme)) {
    if (scheme === 'default') return true;
    notes.count('scheme-unknown', scheme);
    return false;
  }
  if (hasScopes(found?.value)) return true;
  if (listed.length > 0) notes.count('scopes-of-other-scheme', scheme);
  return false;
}

/** OpenAPI 3.2 section 4.27: a name that the file doesn't define is the address of a scheme. */
function byAddress(scheme: string, { root, follow }: References): Located | undefined {
  if (!scheme.includes('#')) return undefined;
  return follow({ ...root, value: { $ref: scheme } }, 'security-scheme');
}

/** WSO2's `x-scope` of an operation: one scope, or several separated by commas. */
function wso2Scope(part: unknown): string[] {
  const value = member(part, 'x-scope');
  if (value === undefined) return [];
  return [value, ...items(value)]
    .flatMap((item) => text(item).split(','))
    .map((name) => name.trim())
    .filter(Boolean);
}

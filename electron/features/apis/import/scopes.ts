import { scopeSchema } from '../../../../shared/domain/api.ts';
import {
  type ImportedScope,
  importedTextLimits as limits,
} from '../../../../shared/domain/imported-api.ts';
import type { Notes } from './notes.ts';
import {
  definedScopes,
  hasScopes,
  type Mention,
  type Schemes,
  schemesOf,
} from './security-schemes.ts';
import { lines, oneLine, shorten } from './text.ts';
import { items, member, members, text } from './tree.ts';

/**
 * Every scope that the file defines or asks for, each once, in the order of its first mention: the
 * OAuth2 flows, WSO2's list at the root, the requirements of the API and of `operations`. Where
 * several places describe one scope, the first description counts. A name that no token could
 * carry is left out with a note.
 */
export function scopesOf(
  document: unknown,
  operations: readonly unknown[],
  notes: Notes,
): ImportedScope[] {
  const schemes = schemesOf(document, notes);
  const mentions = [
    ...definedScopes(schemes, notes),
    ...wso2Scopes(document, notes),
    ...[document, ...operations].flatMap((part) => requiredScopes(part, schemes, notes)),
  ];
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
      displayName: shorten(displayName || name, limits.scopeDisplayName),
      description: shorten(description, limits.scopeDescription),
    };
  });
}

/** WSO2 up to 3.0: `x-wso2-security: { apim: { x-wso2-scopes: [{ key, name, description, roles }] } }`. */
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

/** What the API as a whole or one operation asks for. */
function requiredScopes(part: unknown, schemes: Schemes, notes: Notes): Mention[] {
  const required = items(member(part, 'security'))
    .flatMap(members)
    .flatMap(([scheme, names]) => {
      const listed = items(names).map(text).filter(Boolean);
      return areScopes(scheme, listed, schemes, notes) ? listed : [];
    });
  return [...required, ...wso2Scope(part)].map((name) => ({ name }));
}

/**
 * OpenAPI 3.1 lets a requirement list roles for schemes that know no scopes (section 4.8.30.1).
 * WSO2 reads the scheme `default` even where the file does not define it.
 */
function areScopes(
  scheme: string,
  listed: readonly string[],
  schemes: Schemes,
  notes: Notes,
): boolean {
  if (!schemes.has(scheme)) {
    if (scheme === 'default') return true;
    notes.count('scheme-unknown', scheme);
    return false;
  }
  if (hasScopes(schemes.get(scheme))) return true;
  if (listed.length > 0) notes.count('scopes-of-other-scheme', scheme);
  return false;
}

/** WSO2's `x-scope` of an operation: one scope, or several with commas between them. */
function wso2Scope(part: unknown): string[] {
  const value = member(part, 'x-scope');
  return [value, ...items(value)]
    .flatMap((item) => text(item).split(','))
    .map((name) => name.trim())
    .filter(Boolean);
}

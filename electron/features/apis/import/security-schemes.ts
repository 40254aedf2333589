import type { Notes } from './notes.ts';
import { follow } from './references.ts';
import { member, members, text } from './tree.ts';

/** A scope as one place of the file tells of it. */
export interface Mention {
  readonly name: string;
  readonly displayName?: string;
  readonly description?: string;
}

/** The security schemes that the file defines, by name, their local `$ref`s followed. */
export type Schemes = ReadonlyMap<string, unknown>;

export function schemesOf(document: unknown, notes: Notes): Schemes {
  const defined = [
    ...members(member(document, 'components', 'securitySchemes')),
    // Swagger 2
    ...members(member(document, 'securityDefinitions')),
  ];
  return new Map(defined.map(([name, scheme]) => [name, follow(document, scheme, notes)]));
}

/** Whether what a requirement lists for this scheme are scopes; for others they are roles. */
export function hasScopes(scheme: unknown): boolean {
  const type = text(member(scheme, 'type'));
  return type === 'oauth2' || type === 'openIdConnect';
}

/** What the OAuth2 schemes define, flow by flow (implicit, password, clientCredentials, …). */
export function definedScopes(schemes: Schemes, notes: Notes): Mention[] {
  return [...schemes.values()].filter(hasScopes).flatMap((scheme) => {
    const flows = members(member(scheme, 'flows')).map(([, flow]) => flow);
    // In Swagger 2 the scheme is its one flow.
    return [...flows, scheme].flatMap((flow) => flowScopes(flow, notes));
  });
}

/**
 * The scopes of one flow, with what WSO2 adds to it: `x-scopes-mappings: { scope: { display-name } }`
 * and `x-scopes-bindings: { scope: "role,role" }`.
 */
function flowScopes(flow: unknown, notes: Notes): Mention[] {
  const bindings = members(member(flow, 'x-scopes-bindings'));
  for (const [name, roles] of bindings) {
    if (text(roles) !== '') notes.count('role-bindings-left-out', name);
  }
  const displayNames = member(flow, 'x-scopes-mappings');
  const described = members(member(flow, 'scopes'))
    .filter(([, description]) => !isContainer(description))
    .map(([name, description]) => ({
      name,
      displayName: text(member(displayNames, name, 'display-name')),
      description: text(description),
    }));
  return [...described, ...bindings.map(([name]) => ({ name }))];
}

/** An extension of Swagger 2's Scopes Object, and no scope with its description. */
function isContainer(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

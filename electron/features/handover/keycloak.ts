import type { Handover } from './formats.ts';
import type { Party, PartyKeys } from './party.ts';

/** From this priority on, a key of Keycloak's own realm (100) doesn't sign before it. */
const PRIORITY = '200';

/**
 * Keycloak's partial import (PartialImportRepresentation: `ifResourceExists`, `clients`), or, with the
 * signing key, a realm (RealmRepresentation: `realm`, `enabled`, `clients`, `components`): tokens
 * issued here verify there, since the key keeps its kid.
 */
export function keycloakText(handover: Handover): string {
  const clients = handover.parties.flatMap((party) =>
    party.keys.map((keys) => clientOf(party, keys)),
  );
  const { signingKey } = handover;
  const content =
    signingKey === null
      ? { ifResourceExists: 'SKIP', clients }
      : { realm: 'latchkey', enabled: true, clients, components: componentsOf(signingKey) };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** ClientRepresentation: a confidential client that gets tokens by client credentials only. */
function clientOf({ name, description }: Party, keys: PartyKeys) {
  return {
    clientId: keys.consumerKey,
    name: `${name} (${keys.keyType.toLowerCase()})`,
    description,
    enabled: true,
    protocol: 'openid-connect',
    publicClient: false,
    clientAuthenticatorType: 'client-secret',
    // Without one Keycloak makes its own.
    ...(keys.consumerSecret === null ? {} : { secret: keys.consumerSecret }),
    standardFlowEnabled: false,
    implicitFlowEnabled: false,
    directAccessGrantsEnabled: false,
    serviceAccountsEnabled: true,
    // OIDCConfigAttributes.ACCESS_TOKEN_LIFESPAN, in seconds as text.
    attributes: { 'access.token.lifespan': String(keys.validitySeconds) },
  };
}

/** ComponentExportRepresentation of an imported RSA key: each value of `config` is a list. */
function componentsOf(key: NonNullable<Handover['signingKey']>) {
  return {
    'org.keycloak.keys.KeyProvider': [
      {
        name: `latchkey ${key.kid}`,
        providerId: 'rsa',
        subComponents: {},
        config: {
          priority: [PRIORITY],
          enabled: ['true'],
          active: ['true'],
          algorithm: [key.algorithm],
          kid: [key.kid],
          privateKey: [key.privatePem],
          certificate: [key.certificatePem],
        },
      },
    ],
  };
}

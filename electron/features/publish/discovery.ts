import type { SigningKey } from '../../../shared/domain/signing-key.ts';

/** Where each file lies in the folder; addresses are the issuer's and these. */
export const paths = {
  openid: '.well-known/openid-configuration',
  oauth: '.well-known/oauth-authorization-server',
  jwks: 'jwks.json',
  text: 'revocations/revocations.txt',
  json: 'revocations/revocations.json',
  map: 'revocations/revocations.map',
  nginx: 'revocations/revocations.nginx.conf',
  apache: 'revocations/revocations.apache.conf',
  jwt: 'revocations/revocations.jwt',
  status: 'revocations/statuslist.jwt',
  page: 'index.html',
  number: 'publication.json',
} as const;

/**
 * The address of a file. OpenID Connect Discovery 1.0 section 4.1: a slash at the issuer's end isn't
 * doubled.
 */
export const addressOf = (issuer: string, path: string): string =>
  `${issuer.replace(/\/$/, '')}/${path}`;

/** RFC 8414 section 2: an issuer's address is https, without query and fragment. */
export function isPublishable(issuer: string): boolean {
  if (!URL.canParse(issuer)) return false;
  const { protocol, search, hash, username } = new URL(issuer);
  return protocol === 'https:' && search === '' && hash === '' && username === '';
}

/**
 * RFC 8414 section 2 and OpenID Connect Discovery 1.0 section 3. There is no endpoint to ask: tokens
 * are issued offline. `response_types_supported` and `subject_types_supported` are required all the
 * same, and have the values that Kubernetes, another issuer without endpoints, gives them. Scopes stay
 * out: their names would tell everybody which APIs there are.
 */
export function discovery(issuer: string, keys: readonly SigningKey[]) {
  const algorithms = [...new Set(keys.map(({ algorithm }) => algorithm))].toSorted();
  return {
    issuer,
    jwks_uri: addressOf(issuer, paths.jwks),
    response_types_supported: ['id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: algorithms,
    grant_types_supported: ['client_credentials'],
    // Not registered: where the lists of revoked tokens are.
    latchkey_revocations: {
      json: addressOf(issuer, paths.json),
      jwt: addressOf(issuer, paths.jwt),
      text: addressOf(issuer, paths.text),
      status_list: addressOf(issuer, paths.status),
    },
  };
}

import type { SigningKey } from '../../../../shared/domain/signing-key.ts';
import { CLOCK_SKEW_SECONDS } from '../../issuing/claims.ts';
import { publicKeyPem } from '../public-keys.ts';
import {
  alone,
  compactJwks,
  type EngineFiles,
  type EngineInput,
  indented,
  keysOf,
  needsNotBefore,
  quoted,
} from './input.ts';
import { algorithmsOf } from './scripts.ts';

export function envoyFiles({ issuer, audience, keys, revoked }: EngineInput): EngineFiles {
  const principals = revoked.map(
    (id) =>
      `          - metadata:
              filter: envoy.filters.http.jwt_authn
              path: [{ key: latchkey }, { key: jti }]
              value: { string_match: { exact: ${quoted(id)} } }
`,
  );
  const refusal = `- name: envoy.filters.http.rbac
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.filters.http.rbac.v3.RBAC
    rules:
      action: DENY
      policies:
        revoked:
          permissions: [{ any: true }]
          principals:
${principals.join('')}`;
  return alone(`# Written by Latchkey, for Envoy. Both filters belong into "http_filters", before the router.
# max_lifetime would refuse tokens that live longer, and those that never expire: it isn't set.
# After revoking, or a change of keys, issuer or audience: export again and load it.
- name: envoy.filters.http.jwt_authn
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication
    providers:
      latchkey:
        issuer: ${quoted(issuer)}
        audiences: ${quoted(audience)}
        require_expiration: true
        clock_skew_seconds: ${CLOCK_SKEW_SECONDS}
        payload_in_metadata: latchkey
        local_jwks:
          inline_string: ${quoted(compactJwks(keys))}
    rules:
      - match: { prefix: / }
        requires: { provider_name: latchkey }
${revoked.length === 0 ? '' : refusal}`);
}

export function envoyGatewayFiles({ issuer, audience, keys, revoked }: EngineInput): EngineFiles {
  const refusal = `  authorization:
    defaultAction: Allow
    rules:
      - name: revoked
        action: Deny
        principal:
          jwt:
            provider: latchkey
            claims:
              - name: jti
                values: ${quoted(revoked)}
`;
  return alone(`# Written by Latchkey, for Envoy Gateway. Change "targetRefs" to the route of your API.
apiVersion: gateway.envoyproxy.io/v1alpha1
kind: SecurityPolicy
metadata:
  name: latchkey
spec:
  targetRefs:
    - group: gateway.networking.k8s.io
      kind: HTTPRoute
      name: your-api
  jwt:
    providers:
      - name: latchkey
        issuer: ${quoted(issuer)}
        audiences: ${quoted(audience)}
        localJWKS:
          type: Inline
          inline: ${quoted(compactJwks(keys))}
${revoked.length === 0 ? '' : refusal}`);
}

export function istioFiles({ issuer, audience, keys, revoked }: EngineInput): EngineFiles {
  const refusal = `---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  name: latchkey-revoked
spec:
  action: DENY
  rules:
    - when:
        - key: request.auth.claims[jti]
          values: ${quoted(revoked)}
`;
  return alone(`# Written by Latchkey, for Istio. Add "namespace" and "selector" for your workload.
# Without the second part, requests without any token would pass.
apiVersion: security.istio.io/v1
kind: RequestAuthentication
metadata:
  name: latchkey
spec:
  jwtRules:
    - issuer: ${quoted(issuer)}
      audiences: ${quoted(audience)}
      forwardOriginalToken: true
      jwks: ${quoted(compactJwks(keys))}
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  name: latchkey
spec:
  action: ALLOW
  rules:
    - from:
        - source:
            requestPrincipals: [${quoted(`${issuer}/*`)}]
${revoked.length === 0 ? '' : refusal}`);
}

function kongCredential(key: SigningKey): string {
  return `      - key: ${quoted(key.kid)}
        algorithm: ${key.algorithm}
        secret: ${quoted(`unused-${key.kid}`)}
        rsa_public_key: |
${indented(publicKeyPem(key), 10)}
`;
}

export function kongFiles(input: EngineInput): EngineFiles {
  const checked = needsNotBefore(input) ? ['exp', 'nbf'] : ['exp'];
  return alone(`# Written by Latchkey, for Kong 3.7 and later, as a decK file.
# One consumer for all applications: only with key_claim_name "kid" do two signing keys work at once.
# Kong checks neither iss nor aud, and has no list of revoked tokens: keep the validity short.
_format_version: "3.0"
_info:
  select_tags: [latchkey]
consumers:
  - username: latchkey
    jwt_secrets:
${input.keys.map(kongCredential).join('')}plugins:
  - name: jwt
    config:
      key_claim_name: kid
      claims_to_verify: ${quoted(checked)}
      uri_param_names: []
      cookie_names: []
`);
}

export function apisixFiles({ issuer, keys }: EngineInput): EngineFiles {
  const [current] = keys;
  const key =
    current === undefined
      ? ''
      : `        algorithm: ${current.algorithm}
        public_key: |
${indented(publicKeyPem(current), 10)}
`;
  return alone(`# Written by Latchkey, for APISIX 3.13 and later, in standalone mode.
# The consumer is found by the issuer, and has one key: the current one. Tokens of an earlier key are
# refused, so re-generate them before you rotate. aud isn't checked, and revoked tokens aren't known.
consumers:
  - username: latchkey
    plugins:
      jwt-auth:
        key: ${quoted(issuer)}
${key}global_rules:
  - id: latchkey
    plugins:
      jwt-auth:
        key_claim_name: iss
        hide_credentials: false
#END
`);
}

export function traefikFiles(input: EngineInput): EngineFiles {
  const { issuer, audience, revoked } = input;
  // Text in double quotes has the escapes of Go, which are those of JSON.
  const audiences = audience.map((one) => `Contains("aud", ${quoted(one)})`).join(' || ');
  const gone =
    revoked.length === 0 ? '' : ` && !OneOf("jti", ${revoked.map((id) => quoted(id)).join(', ')})`;
  const claims = `Equals("iss", ${quoted(issuer)}) && (${audiences})${gone}`;
  return alone(`# Written by Latchkey, for Traefik Hub. Name the middleware in the IngressRoute of your API.
apiVersion: traefik.io/v1alpha1
kind: Middleware
metadata:
  name: latchkey
spec:
  plugin:
    jwt:
      jwksFile: ${quoted(compactJwks(keysOf(input, algorithmsOf('traefik'))))}
      claims: ${quoted(claims)}
`);
}

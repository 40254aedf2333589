import { ECDSA, type Engine, type EngineId, RSA, TESTED } from './engine.ts';

const nginxPlus = 'https://nginx.org/en/docs/http/ngx_http_auth_jwt_module.html';
const nginxHeaders =
  'https://nginx.org/en/docs/http/ngx_http_core_module.html#large_client_header_buffers';
const envoy =
  'https://www.envoyproxy.io/docs/envoy/latest/api-v3/extensions/filters/http/jwt_authn/v3/config.proto';
const envoyGateway = 'https://gateway.envoyproxy.io/docs/api/extension_types/#jwtprovider';
const istio = 'https://istio.io/latest/docs/reference/config/security/request_authentication/';
const kong = 'https://developer.konghq.com/plugins/jwt/';
const apisix = 'https://apisix.apache.org/docs/apisix/plugins/jwt-auth/';
const traefik = 'https://doc.traefik.io/traefik-hub/reference/routing/http/middlewares/ref-jwt';
const every = [...RSA, 'PS256', ...ECDSA, 'EdDSA'] as const;

/** Proxies and the servers that act as one. */
export const proxies = {
  haproxy: {
    name: 'HAProxy',
    since: '2.6',
    provenWith: 'HAProxy 2.6.12',
    rules: [
      { rule: 'algorithms', accepts: [...RSA, ...ECDSA], source: TESTED },
      { rule: 'size', max: 15_000, source: TESTED },
    ],
    gaps: [],
    file: 'haproxy.cfg',
    place: '/etc/haproxy/haproxy.cfg',
    check: 'haproxy -c -f /etc/haproxy/haproxy.cfg',
    reload: 'systemctl reload haproxy',
  },
  nginx: {
    name: 'NGINX with njs',
    since: '1.22, njs 0.7.9',
    provenWith: 'NGINX 1.22.1, njs 0.7.9',
    rules: [
      { rule: 'algorithms', accepts: [...RSA, 'PS256', ...ECDSA], source: TESTED },
      { rule: 'size', max: 8168, source: TESTED },
    ],
    gaps: [],
    file: 'latchkey.conf',
    place: '/etc/nginx/latchkey.conf',
    check: 'nginx -t',
    reload: 'systemctl reload nginx',
  },
  'nginx-plus': {
    name: 'NGINX Plus',
    since: '1.29.0',
    provenWith: null,
    rules: [
      { rule: 'algorithms', accepts: every, source: nginxPlus },
      { rule: 'size', max: 8168, source: nginxHeaders },
    ],
    gaps: [{ gap: 'cut-off', source: nginxPlus }],
    file: 'latchkey-plus.conf',
    place: '/etc/nginx/latchkey-plus.conf',
    check: 'nginx -t',
    reload: 'systemctl reload nginx',
  },
  apache: {
    name: 'Apache with mod_oauth2',
    since: '3.3',
    provenWith: 'Apache 2.4.68, mod_oauth2 3.3.1',
    rules: [
      { rule: 'algorithms', accepts: [...RSA, 'PS256', ...ECDSA], source: TESTED },
      { rule: 'size', max: 8168, source: TESTED },
    ],
    gaps: [
      { gap: 'type', source: TESTED },
      { gap: 'not-before', source: TESTED },
      { gap: 'cut-off', source: TESTED },
    ],
    file: 'latchkey.conf',
    place: '/etc/apache2/latchkey.conf',
    check: 'apache2ctl configtest',
    reload: 'systemctl restart apache2',
  },
  'apache-openidc': {
    name: 'Apache with mod_auth_openidc',
    since: '2.4.12',
    provenWith: 'Apache 2.4.68, mod_auth_openidc 2.4.12.3',
    rules: [
      { rule: 'algorithms', accepts: [...RSA, 'PS256'], source: TESTED },
      { rule: 'size', max: 8168, source: TESTED },
    ],
    gaps: [
      { gap: 'type', source: TESTED },
      { gap: 'no-end', source: TESTED },
      { gap: 'not-before', source: TESTED },
      { gap: 'cut-off', source: TESTED },
    ],
    file: 'latchkey-openidc.conf',
    place: '/etc/apache2/latchkey-openidc.conf',
    check: 'apache2ctl configtest',
    reload: 'systemctl restart apache2',
  },
  envoy: {
    name: 'Envoy',
    since: '1.30',
    provenWith: null,
    rules: [
      { rule: 'algorithms', accepts: every, source: envoy },
      { rule: 'lifetime', setting: 'max_lifetime', source: envoy },
    ],
    gaps: [
      { gap: 'type', source: envoy },
      { gap: 'cut-off', source: envoy },
    ],
    file: 'envoy-latchkey.yaml',
    place: 'http_filters',
    check: 'envoy --mode validate -c envoy.yaml',
    reload: '',
  },
  'envoy-gateway': {
    name: 'Envoy Gateway',
    since: '1.4',
    provenWith: null,
    rules: [{ rule: 'algorithms', accepts: every, source: envoyGateway }],
    gaps: [
      { gap: 'type', source: envoyGateway },
      { gap: 'cut-off', source: envoyGateway },
    ],
    file: 'envoy-gateway-latchkey.yaml',
    place: 'SecurityPolicy',
    check: 'kubectl apply --dry-run=server -f envoy-gateway-latchkey.yaml',
    reload: 'kubectl apply -f envoy-gateway-latchkey.yaml',
  },
  istio: {
    name: 'Istio',
    since: '1.22',
    provenWith: null,
    rules: [{ rule: 'algorithms', accepts: every, source: istio }],
    gaps: [
      { gap: 'type', source: istio },
      { gap: 'cut-off', source: istio },
    ],
    file: 'istio-latchkey.yaml',
    place: 'RequestAuthentication, AuthorizationPolicy',
    check: 'kubectl apply --dry-run=server -f istio-latchkey.yaml',
    reload: 'kubectl apply -f istio-latchkey.yaml',
  },
  kong: {
    name: 'Kong',
    since: '3.7',
    provenWith: null,
    rules: [
      { rule: 'algorithms', accepts: every, source: kong },
      { rule: 'lifetime', setting: 'maximum_expiration', source: kong },
    ],
    gaps: [
      { gap: 'type', source: kong },
      { gap: 'issuer', source: kong },
      { gap: 'audience', source: kong },
      { gap: 'revoked', source: kong },
      { gap: 'cut-off', source: kong },
    ],
    file: 'kong-latchkey.yaml',
    place: 'kong.yaml',
    check: 'deck file validate kong-latchkey.yaml',
    reload: 'deck gateway sync --select-tag latchkey kong-latchkey.yaml',
  },
  apisix: {
    name: 'APISIX',
    since: '3.13',
    provenWith: null,
    rules: [{ rule: 'algorithms', accepts: every, source: apisix }],
    gaps: [
      { gap: 'type', source: apisix },
      { gap: 'audience', source: apisix },
      { gap: 'one-key', source: apisix },
      { gap: 'revoked', source: apisix },
      { gap: 'cut-off', source: apisix },
    ],
    file: 'apisix-latchkey.yaml',
    place: 'conf/apisix.yaml',
    check: '',
    reload: 'apisix reload',
  },
  traefik: {
    name: 'Traefik Hub',
    since: '3.0',
    provenWith: null,
    rules: [{ rule: 'algorithms', accepts: [...RSA, ...ECDSA], source: traefik }],
    gaps: [
      { gap: 'type', source: traefik },
      { gap: 'cut-off', source: traefik },
    ],
    file: 'traefik-latchkey.yaml',
    place: 'Middleware',
    check: 'kubectl apply --dry-run=server -f traefik-latchkey.yaml',
    reload: 'kubectl apply -f traefik-latchkey.yaml',
  },
} as const satisfies Partial<Readonly<Record<EngineId, Engine>>>;

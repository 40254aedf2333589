import { publicKeyPem } from '../public-keys.ts';
import {
  compactJwks,
  type EngineFiles,
  type EngineInput,
  FOLDER,
  keyPath,
  keysOf,
  typesOf,
} from './input.ts';
import { algorithmsOf } from './scripts.ts';

/** A directive of mod_authz_core; the text of a file, never shown. */
const REQUIRE = 'Require';

/**
 * A condition on a claim for both Apache modules. Text with anything but harmless characters is
 * written as a pattern with `\\x` escapes: quotes, `$` and `#` would mean something to Apache.
 */
function claimIs(directive: string, name: string, value: string): string {
  if (/^[A-Za-z0-9:/._~-]+$/.test(value)) return `${REQUIRE} ${directive} ${name}:${value}`;
  return `${REQUIRE} ${directive} ${name}~^${pattern(value)}$`;
}

function revokedLines(directive: string, revoked: readonly string[]): string {
  const lines = revoked.map((id) => `${REQUIRE} not ${directive} jti:${id}\n`);
  return ['# Written by Latchkey: the ids (jti) of revoked tokens.\n', ...lines].join('');
}

interface ApacheModule {
  readonly head: string;
  readonly directive: string;
  readonly type: string;
  readonly list: string;
  readonly outside: readonly string[];
  readonly inside: readonly string[];
}

function apacheConfig(input: EngineInput, module: ApacheModule, file: string): string {
  const { directive } = module;
  return `${module.head}
# 1. Keep the folder "${FOLDER}" beside this file: /etc/apache2/${file}, /etc/apache2/${FOLDER}/
# 2. In the virtual host of your API:   Include ${file}
#    It protects everything there: change "/" below to protect a part.
# 3. Try it:  apache2ctl configtest   then:  systemctl restart apache2
#
# A revocation cannot reach a gateway by itself. After revoking, export this again (${module.list}
# has the ids of revoked tokens) and restart; after a change of keys, issuer or audience, too.
# Not checked here: typ and nbf. Apache answers 400 from 8,169 bytes of token on (LimitRequestFieldSize).
${module.outside.map((line) => `${line}\n`).join('')}
<Location "/">
  AuthType ${module.type}
${module.inside.map((line) => `  ${line}\n`).join('')}  <RequireAll>
    ${claimIs(directive, 'iss', input.issuer)}
    <RequireAny>
${input.audience.map((one) => `      ${claimIs(directive, 'aud', one)}\n`).join('')}    </RequireAny>
    Include ${module.list}
  </RequireAll>
</Location>
`;
}

export function apacheFiles(input: EngineInput): EngineFiles {
  const list = `${FOLDER}/revoked.conf`;
  // Each key is tried whose kid is that of the token. The slack on iat would refuse tokens that are
  // old but valid, and the cache accept some that have expired meanwhile.
  const options = 'verify.exp=required&verify.iat=skip&verify.iss=skip&expiry=0';
  const keys = keysOf(input, algorithmsOf('apache')).map(({ publicJwk, algorithm, kid }) => {
    const jwk = JSON.stringify({ ...publicJwk, alg: algorithm, use: 'sig' });
    return `OAuth2TokenVerify jwk '${jwk}' kid=${encodeURIComponent(kid)}&${options}`;
  });
  const config = apacheConfig(
    input,
    {
      head: '# Written by Latchkey, for Apache 2.4 with mod_oauth2 3.3 (Debian: libapache2-mod-oauth2).',
      directive: 'oauth2_claim',
      type: 'oauth2',
      list,
      outside: [],
      inside: keys,
    },
    'latchkey.conf',
  );
  return {
    config,
    companions: new Map([[list, revokedLines('oauth2_claim', input.revoked)]]),
  };
}

export function apacheOpenidcFiles(input: EngineInput): EngineFiles {
  const list = `${FOLDER}/revoked-openidc.conf`;
  // A key on an elliptic curve makes version 2.4.12 crash at start.
  const keys = keysOf(input, algorithmsOf('apache-openidc'));
  const files = keys.map((key) => `${key.kid}#${keyPath(key)}`).join(' ');
  const config = apacheConfig(
    input,
    {
      head: '# Written by Latchkey, for Apache 2.4 with mod_auth_openidc 2.4.12 (Debian: libapache2-mod-auth-openidc).\n# Its authors recommend mod_oauth2 instead. Keys on elliptic curves are left out: they crash it.',
      directive: 'claim',
      type: 'oauth20',
      list,
      outside: files === '' ? [] : [`OIDCOAuthVerifyCertFiles ${files}`],
      inside: [],
    },
    'latchkey-openidc.conf',
  );
  return {
    config,
    companions: new Map([
      [list, revokedLines('claim', input.revoked)],
      ...keys.map((key) => [keyPath(key), publicKeyPem(key)] as const),
    ]),
  };
}

/** A binary of Erlang: its strings have JSON's escapes, but bytes instead of characters. */
function binary(text: string): string {
  const bytes = [...Buffer.from(text, 'utf8')].map((byte) => {
    const character = String.fromCharCode(byte);
    return /[\w :/.+=~-]/.test(character) ? character : `\\x{${byte.toString(16)}}`;
  });
  return `<<"${bytes.join('')}">>`;
}

export function rabbitmqFiles(input: EngineInput): EngineFiles {
  const { keys, audience } = input;
  const [id = ''] = audience;
  const entries = keys.map((key) => {
    const pem = publicKeyPem(key).trimEnd().split('\n').join('\\n');
    return `      ${binary(key.kid)} => {pem, <<"${pem}">>}`;
  });
  const algorithms = [...new Set(keys.map(({ algorithm }) => algorithm))];
  const config = `%% Written by Latchkey, for RabbitMQ 3.10 (Debian 12) and later.
%% 1. rabbitmq-plugins enable rabbitmq_auth_backend_oauth2
%% 2. Put this file at /etc/rabbitmq/advanced.config; have you one already, take over its two parts.
%% 3. systemctl restart rabbitmq-server
%% The token is the password; the user name doesn't matter. Scopes name the rights, after the first
%% audience and a dot:   <audience>.read:*/*   <audience>.write:*/*   <audience>.configure:*/*
%% Not checked here: iss, typ, nbf and revocation. Keep the validity short.
[
  {rabbit, [
    {auth_backends, [rabbit_auth_backend_oauth2, rabbit_auth_backend_internal]}
  ]},
  {rabbitmq_auth_backend_oauth2, [
    {resource_server_id, ${binary(id)}},
    {key_config, [
      {algorithms, [${algorithms.map(binary).join(', ')}]},
      {signing_keys, #{
${entries.join(',\n')}
      }}
    ]}
  ]}
].
`;
  return { config, companions: new Map() };
}

/** NGINX's `map` with one value that is 1. */
function nginxMap(variable: string, target: string, values: readonly string[]): string {
  return `map ${variable} ${target} {\n  default 0;\n${values.map((value) => `  ${value} 1;\n`).join('')}}\n`;
}

/** Text for a regular expression of NGINX in double quotes, or of Apache. */
const pattern = (text: string): string =>
  [...Buffer.from(text, 'utf8')]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9]/.test(character) ? character : `\\x${byte.toString(16).padStart(2, '0')}`;
    })
    .join('');

export function nginxPlusFiles(input: EngineInput): EngineFiles {
  const list = `${FOLDER}/revoked.map`;
  const types = typesOf(input).map((type) => `"~*^${pattern(type)}$"`);
  const audience = input.audience.map((one) => `"~(^|,)${pattern(one)}(,|$)"`);
  const config = `# Written by Latchkey, for NGINX Plus with auth_jwt (NGINX 1.29.0 and later for PS256).
# 1. Keep the folder "${FOLDER}" beside this file: /etc/nginx/latchkey-plus.conf, /etc/nginx/${FOLDER}/
# 2. In "http":                           include latchkey-plus.conf;
# 3. In each "location" to protect:       include ${FOLDER}/location-plus.conf;
# 4. Try it:  nginx -t   then reload:  systemctl reload nginx
auth_jwt_claim_set $latchkey_audience aud;
${nginxMap('$jwt_claim_iss', '$latchkey_iss', [`"~^${pattern(input.issuer)}$"`])}${nginxMap('$latchkey_audience', '$latchkey_aud', audience)}${nginxMap('$jwt_header_typ', '$latchkey_typ', types)}map $jwt_claim_jti $latchkey_good {
  default 1;
  "" 0;
  include ${list};
}
`;
  return {
    config,
    companions: new Map([
      [`${FOLDER}/jwks.json`, `${compactJwks(input.keys)}\n`],
      [list, input.revoked.map((id) => `"${id}" 0;\n`).join('')],
      [
        `${FOLDER}/location-plus.conf`,
        `# Written by Latchkey: belongs into each "location" to protect.\nauth_jwt "api";\nauth_jwt_key_file ${FOLDER}/jwks.json;\nauth_jwt_leeway 0s;\nauth_jwt_require $latchkey_iss $latchkey_aud $latchkey_typ $latchkey_good error=401;\n`,
      ],
    ]),
  };
}

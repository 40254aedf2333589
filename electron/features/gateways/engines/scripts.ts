import type { EngineId } from '../../../../shared/domain/engines/engine.ts';
import { engines } from '../../../../shared/domain/engines/verdict.ts';
import type { SigningAlgorithm } from '../../../../shared/domain/signing-key.ts';
import { jwksText } from '../public-keys.ts';
import { acceptedModule, CHECK_SCRIPT, revokedModule } from './check-script.ts';
import { type EngineFiles, type EngineInput, FOLDER, needsNotBefore, typesOf } from './input.ts';

/** The algorithms that the table says the engine verifies. */
export function algorithmsOf(id: EngineId): readonly SigningAlgorithm[] {
  return engines[id].rules.flatMap((rule) => (rule.rule === 'algorithms' ? rule.accepts : []));
}

const INVALID = 'Bearer realm="api", error="invalid_token"';

const njs = `// Written by Latchkey, for NGINX with njs 0.7.9 and later: the answer to NGINX's auth_request.
import accepted from 'accepted.js';
import revoked from 'revoked.js';

${CHECK_SCRIPT}
function refuse(r, challenge) {
  // NGINX takes over no WWW-Authenticate that a script has set.
  r.headersOut['Latchkey-Challenge'] = challenge;
  r.return(401);
}

async function check(r) {
  var sent = r.rawHeadersIn.filter(function (pair) {
    return pair[0].toLowerCase() === 'authorization';
  });
  // No token at all: no error code (RFC 6750 section 3.1).
  if (sent.length === 0) return refuse(r, 'Bearer realm="api"');
  var match = /^bearer +([^ ]+)$/i.exec(sent[0][1]);
  // With two headers, this check and the API behind it could read different tokens.
  if (sent.length > 1 || match === null) return refuse(r, '${INVALID}');
  try {
    var claims = await latchkeyCheck(match[1], accepted, revoked);
    r.headersOut['Latchkey-Client'] = String(claims.client_id || claims.azp || claims.consumerKey);
    r.headersOut['Latchkey-Scope'] = String(claims.scope);
    r.return(204);
  } catch (error) {
    refuse(r, '${INVALID}');
  }
}

export default { check };
`;

export function nginxFiles(input: EngineInput): EngineFiles {
  const config = `# Written by Latchkey, for NGINX 1.22 (Debian 12) with njs 0.7.9 and later.
# 1. Keep the folder "${FOLDER}" beside this file: /etc/nginx/latchkey.conf, /etc/nginx/${FOLDER}/
# 2. At the top of nginx.conf:   load_module modules/ngx_http_js_module.so;
# 3. In "http":                  include latchkey.conf;
# 4. In "server":                include ${FOLDER}/server.conf;
# 5. In each "location" to protect:  include ${FOLDER}/location.conf;
# 6. Try it:  nginx -t   then reload:  systemctl reload nginx
#
# A revocation cannot reach a gateway by itself. After revoking, export this again (${FOLDER}/revoked.js
# has the ids of revoked tokens) and reload; after a change of keys, issuer or audience, too.
js_path "${FOLDER}";
js_import latchkey from latchkey.js;
`;
  return {
    config,
    companions: new Map([
      [`${FOLDER}/accepted.js`, acceptedModule(input, algorithmsOf('nginx'))],
      [`${FOLDER}/revoked.js`, revokedModule(input)],
      [`${FOLDER}/latchkey.js`, njs],
      [
        `${FOLDER}/server.conf`,
        `# Written by Latchkey: belongs into "server".
location = /_latchkey {
  internal;
  js_content latchkey.check;
}
location @latchkey_refused {
  add_header WWW-Authenticate $latchkey_challenge always;
  return 401;
}
`,
      ],
      [
        `${FOLDER}/location.conf`,
        `# Written by Latchkey: belongs into each "location" to protect.
auth_request /_latchkey;
auth_request_set $latchkey_client $sent_http_latchkey_client;
auth_request_set $latchkey_scope $sent_http_latchkey_scope;
auth_request_set $latchkey_challenge $sent_http_latchkey_challenge;
error_page 401 = @latchkey_refused;
`,
      ],
    ]),
  };
}

export function workerdFiles(input: EngineInput): EngineFiles {
  const config = `// Written by Latchkey, for Cloudflare Workers and workerd.
// 1. Put this file and the folder "${FOLDER}" into src/, and name this file as "main" in wrangler.toml.
// 2. Bind your API as the service BACKEND, or import check() into a worker of your own.
// 3. Deploy. After revoking, or a change of keys, issuer or audience: export again and deploy.
import accepted from './${FOLDER}/accepted.mjs';
import revoked from './${FOLDER}/revoked.mjs';

${CHECK_SCRIPT}
function refuse(challenge) {
  return new Response(null, { status: 401, headers: { 'WWW-Authenticate': challenge } });
}

/** Resolves to the answer to refuse a request with, or to null if its token is good. */
export async function check(request) {
  const sent = request.headers.get('Authorization');
  // No token at all: no error code (RFC 6750 section 3.1).
  if (sent === null) return refuse('Bearer realm="api"');
  // Two headers are joined by a comma, which no token has.
  const match = /^bearer +([^ ,]+)$/i.exec(sent);
  if (match === null) return refuse('${INVALID}');
  try {
    await latchkeyCheck(match[1], accepted, revoked);
    return null;
  } catch {
    return refuse('${INVALID}');
  }
}

export default {
  async fetch(request, env) {
    return (await check(request)) ?? env.BACKEND.fetch(request);
  },
};
`;
  return {
    config,
    companions: new Map([
      [`${FOLDER}/accepted.mjs`, acceptedModule(input, algorithmsOf('workerd'))],
      [`${FOLDER}/revoked.mjs`, revokedModule(input)],
    ]),
  };
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;

export function expressFiles(input: EngineInput): EngineFiles {
  const config = `// Written by Latchkey, for Express with express-oauth2-jwt-bearer 1.10 and later.
// 1. npm install express express-oauth2-jwt-bearer
// 2. Keep the folder "${FOLDER}" beside this file.
// 3. import { latchkey } from './latchkey-express.mjs';   app.use(latchkey());
// 4. After revoking, or a change of keys, issuer or audience: export again and restart.
import { readFileSync } from 'node:fs';
import { auth } from 'express-oauth2-jwt-bearer';

const read = (name) => JSON.parse(readFileSync(new URL('${FOLDER}/' + name, import.meta.url), 'utf8'));
const publicKey = read('jwks.json');
const { issuer, audience, types, needsNotBefore } = read('accepted.json');
const revoked = read('revoked.json');
const has = (object, name) => typeof name === 'string' && Object.hasOwn(object, name);

/** A handler that lets pass only requests with a token of this workspace. */
export const latchkey = () =>
  auth({
    issuer,
    audience,
    publicKey,
    // Latchkey's nbf lies 60 s before iat: no more tolerance is needed, and expired is expired.
    clockTolerance: 0,
    validators: {
      typ: (typ) => typeof typ === 'string' && types.includes(typ.toLowerCase()),
      nbf: (nbf) => typeof nbf === 'number' || !needsNotBefore,
      jti: (jti) => typeof jti === 'string' && !has(revoked.jti, jti),
      iat: (iat, { client_id: client, azp, consumerKey }) => {
        const key = client ?? azp ?? consumerKey;
        return typeof iat === 'number' && (!has(revoked.notBefore, key) || iat >= revoked.notBefore[key]);
      },
    },
  });
`;
  const { issuer, audience, revoked, cutOffs } = input;
  return {
    config,
    companions: new Map([
      [`${FOLDER}/jwks.json`, jwksText(input.keys)],
      [
        `${FOLDER}/accepted.json`,
        json({ issuer, audience, types: typesOf(input), needsNotBefore: needsNotBefore(input) }),
      ],
      [
        `${FOLDER}/revoked.json`,
        json({
          jti: Object.fromEntries(revoked.map((id) => [id, 1])),
          notBefore: Object.fromEntries(cutOffs.map((one) => [one.consumerKey, one.notBefore])),
        }),
      ],
    ]),
  };
}

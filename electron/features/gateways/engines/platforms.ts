import type { SigningKey } from '../../../../shared/domain/signing-key.ts';
import { CLOCK_SKEW_SECONDS } from '../../issuing/claims.ts';
import { publicKeyPem } from '../public-keys.ts';
import {
  alone,
  compactJwks,
  type EngineFiles,
  type EngineInput,
  FOLDER,
  keyPath,
  keysOf,
  pretty,
  quoted,
  typesOf,
  xml,
} from './input.ts';
import { algorithmsOf } from './scripts.ts';

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

export function tykFiles(input: EngineInput): EngineFiles {
  const { issuer, audience } = input;
  const [key] = keysOf(input, algorithmsOf('tyk'));
  const isRsa = key?.publicJwk.kty === 'RSA';
  return alone(
    pretty({
      'x-tyk-api-gateway': {
        server: {
          authentication: {
            enabled: true,
            securitySchemes: {
              latchkey: {
                enabled: true,
                header: { enabled: true, name: 'Authorization' },
                source: key === undefined ? '' : base64(publicKeyPem(key)),
                signingMethod: isRsa ? 'rsa' : 'ecdsa',
                // Otherwise all applications would share one session: kid would be the identity.
                skipKid: true,
                identityBaseField: 'azp',
                allowedIssuers: [issuer],
                allowedAudiences: audience,
                jtiValidation: { enabled: true },
                defaultPolicies: ['your-policy'],
              },
            },
          },
        },
      },
    }),
  );
}

/** RFC 4251 section 5: the length before the bytes. */
function part(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** A positive number begins with a 0 bit. */
function mpint(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  return (bytes[0] ?? 0) < 0x80 ? bytes : Buffer.concat([Buffer.alloc(1), bytes]);
}

/** RFC 4253 section 6.6: the form that OpenSSH writes. */
function sshRsa({ publicJwk }: SigningKey): string {
  const { n = '', e = '' } = publicJwk as { readonly n?: string; readonly e?: string };
  const blob = Buffer.concat([part(Buffer.from('ssh-rsa')), part(mpint(e)), part(mpint(n))]);
  return `ssh-rsa ${blob.toString('base64')}`;
}

export function graviteeFiles(input: EngineInput): EngineFiles {
  const keys = keysOf(input, algorithmsOf('gravitee'));
  return alone(`# Written by Latchkey, for gravitee.yml of Gravitee's gateway. Use a JWT plan with GATEWAY_KEYS.
# The consumer key of each application must be the client id of a subscribed application there.
policy:
  jwt:
    issuer:
      ${quoted(input.issuer)}:
${keys.map((key) => `        ${quoted(key.kid)}: ${quoted(sshRsa(key))}\n`).join('')}`);
}

export function awsFiles({ issuer, audience }: EngineInput): EngineFiles {
  return alone(
    pretty({
      ApiId: 'your-api-id',
      AuthorizerType: 'JWT',
      Name: 'latchkey',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: issuer, Audience: audience },
    }),
  );
}

export function azureFiles(input: EngineInput): EngineFiles {
  const keys = keysOf(input, algorithmsOf('azure')).map(({ kid, publicJwk }) => {
    const { n = '', e = '' } = publicJwk as { readonly n?: string; readonly e?: string };
    return `    <key id="${xml(kid)}" n="${n}" e="${e}" />\n`;
  });
  const list = input.revoked.map((id) => `"${id}"`).join(', ');
  const refusal = `<choose>
  <when condition='@(new [] { ${list} }.Contains(((Jwt)context.Variables["latchkey"]).Id))'>
    <return-response>
      <set-status code="401" reason="Unauthorized" />
    </return-response>
  </when>
</choose>
`;
  return alone(`<!-- Written by Latchkey, for the inbound policy of your API in Azure API Management. -->
<validate-jwt header-name="Authorization" require-scheme="Bearer" failed-validation-httpcode="401" require-expiration-time="true" require-signed-tokens="true" clock-skew="${CLOCK_SKEW_SECONDS}" output-token-variable-name="latchkey">
  <issuer-signing-keys>
${keys.join('')}  </issuer-signing-keys>
  <audiences>
${input.audience.map((one) => `    <audience>${xml(one)}</audience>\n`).join('')}  </audiences>
  <issuers>
    <issuer>${xml(input.issuer)}</issuer>
  </issuers>
</validate-jwt>
${input.revoked.length === 0 ? '' : refusal}`);
}

export function apigeeFiles(input: EngineInput): EngineFiles {
  const keys = keysOf(input, algorithmsOf('apigee'));
  const algorithms = [...new Set(keys.map(({ algorithm }) => algorithm))].join(',');
  return alone(`<?xml version="1.0" encoding="UTF-8"?>
<!-- Written by Latchkey, for Apigee: attach it to the PreFlow of your proxy. -->
<VerifyJWT name="VJWT-Latchkey">
  <Algorithm>${algorithms}</Algorithm>
  <PublicKey>
    <JWKS>${xml(compactJwks(keys))}</JWKS>
  </PublicKey>
  <Issuer>${xml(input.issuer)}</Issuer>
  <Audience>${xml(input.audience.join(','))}</Audience>
  <TimeAllowance>${CLOCK_SKEW_SECONDS}s</TimeAllowance>
</VerifyJWT>
`);
}

/** The body of `POST /api/am/admin/v4/key-managers`. */
export function wso2Files(input: EngineInput): EngineFiles {
  const [key] = keysOf(input, algorithmsOf('wso2'));
  return alone(
    pretty({
      name: 'Latchkey',
      type: 'custom',
      issuer: input.issuer,
      certificates: { type: 'PEM', value: key === undefined ? '' : base64(key.certificatePem) },
      consumerKeyClaim: 'consumerKey',
      scopesClaim: 'scope',
      enableSelfValidationJWT: true,
      enableTokenGeneration: false,
      enableMapOAuthConsumerApps: true,
      enableOAuthAppCreation: false,
      tokenValidation: [{ type: 'JWT', value: { body: { iss: input.issuer } }, enable: true }],
      enabled: true,
    }),
  );
}

export function springFiles(input: EngineInput): EngineFiles {
  const [key] = keysOf(input, algorithmsOf('spring'));
  const config = `# Written by Latchkey, for Spring Boot with Spring Security's resource server.
# Put the key into src/main/resources/${FOLDER}/. It takes one RSA key, and by default only typ "JWT":
# generate tokens with the profile JWT or WSO2 3.x.
spring:
  security:
    oauth2:
      resourceserver:
        jwt:
          public-key-location: ${quoted(`classpath:${key === undefined ? '' : keyPath(key)}`)}
          jws-algorithms: ${key?.algorithm ?? 'RS256'}
          audiences: ${quoted(input.audience)}
`;
  return {
    config,
    companions: new Map(key === undefined ? [] : [[keyPath(key), publicKeyPem(key)]]),
  };
}

const texts = (values: readonly string[]): string => values.map((one) => quoted(one)).join(', ');

export function aspnetFiles(input: EngineInput): EngineFiles {
  const keys = keysOf(input, algorithmsOf('aspnet'));
  const algorithms = [...new Set(keys.map(({ algorithm }) => algorithm))];
  const config = `// Written by Latchkey, for ASP.NET Core 8 with Microsoft.AspNetCore.Authentication.JwtBearer.
// 1. Copy the folder "${FOLDER}" to the output directory (Content, CopyToOutputDirectory).
// 2. In Program.cs:  builder.Services.AddAuthentication().AddJwtBearer(LatchkeyTokens.Configure);
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

public static class LatchkeyTokens
{
    private static readonly HashSet<string> Revoked =
        new(File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "${FOLDER}", "revocations.txt")));

    public static void Configure(JwtBearerOptions options)
    {
        var jwks = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "${FOLDER}", "jwks.json"));
        options.MapInboundClaims = false;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = ${quoted(input.issuer)},
            ValidAudiences = new[] { ${texts(input.audience)} },
            ValidTypes = new[] { ${texts(typesOf(input).map((type) => (type === 'jwt' ? 'JWT' : type)))} },
            ValidAlgorithms = new[] { ${texts(algorithms)} },
            IssuerSigningKeys = new JsonWebKeySet(jwks).GetSigningKeys(),
            RequireExpirationTime = true,
            ClockSkew = TimeSpan.FromSeconds(${CLOCK_SKEW_SECONDS}),
        };
        options.Events = new JwtBearerEvents
        {
            OnTokenValidated = context =>
            {
                var id = context.Principal?.FindFirst("jti")?.Value;
                if (id is null || Revoked.Contains(id)) context.Fail("revoked");
                return Task.CompletedTask;
            },
        };
    }
}
`;
  return {
    config,
    companions: new Map([
      [`${FOLDER}/jwks.json`, `${compactJwks(keys)}\n`],
      [`${FOLDER}/revocations.txt`, input.revoked.map((id) => `${id}\n`).join('')],
    ]),
  };
}

import type { GatewayFile } from '../../shared/domain/gateway.ts';
import { plural } from '../../shared/words/en/plural.ts';

interface FileWords {
  readonly name: string;
  /** As it is suggested; what else is written stands in `text`. */
  readonly file: string;
  readonly text: string;
  readonly button: string;
  readonly done: string;
}

export const gatewaysStrings = {
  title: 'Gateways',
  subtitle:
    'A gateway that has your public keys accepts your tokens by itself: it never calls Latchkey.',

  filesTitle: 'Files for your gateways',
  filesText:
    'Nothing in them is secret. Export them again after a change of keys, and give them on.',
  files: {
    jwks: {
      name: 'JWKS',
      file: 'jwks.json',
      text: 'The public keys, each found by its key id (kid).',
      button: 'Export JWKS',
      done: 'JWKS exported',
    },
    certificate: {
      name: 'Certificate',
      file: 'certificate.pem',
      text: 'The same keys, for a gateway with a trust store.',
      button: 'Export certificate',
      done: 'Certificate exported',
    },
    haproxy: {
      name: 'HAProxy configuration',
      file: 'haproxy.cfg',
      text: 'Ready to run, with the folder “latchkey” beside it.',
      button: 'Export HAProxy configuration',
      done: 'HAProxy configuration exported',
    },
    revocations: {
      name: 'Revocation list',
      file: 'revocations.txt',
      text: 'The ids (jti) of tokens to refuse, one a line.',
      button: 'Export revocation list',
      done: 'Revocation list exported',
    },
  } satisfies Record<GatewayFile, FileWords>,
  notExported: 'Nothing was exported',

  revokedTitle: (count: number) =>
    `Give your gateways this list: ${plural(count, {
      one: '1 revoked token is not expired yet',
      other: (n) => `${n} revoked tokens are not expired yet`,
    })}`,
  revokedText: (count: number) =>
    `A revocation cannot reach a gateway by itself. Until a gateway has the revocation list, it accepts ${plural(
      count,
      { one: 'this token', other: () => 'these tokens' },
    )}.`,
  noneRevoked:
    'A revocation cannot reach a gateway by itself. At the moment no revoked token could still be used.',

  issuerTitle: 'Issuer and audience',
  issuerText:
    'A gateway compares both with the token, letter by letter. A change affects tokens that are made from then on; the gateways have to be told.',
  issuer: 'Issuer (iss)',
  audience: 'Audience (aud)',
  audienceText: 'One a line, 16 at most. A gateway asks for one of them.',
  save: 'Save',
  unchanged: 'Nothing was changed',
  saved: 'Issuer and audience saved',

  keyTitle: 'Signing key',
  keyText: 'Its private half never leaves this workspace.',
  retiredTitle: 'Earlier signing key',
  retiredText: 'It signs no more, and stays published until its last token has expired.',
  algorithm: 'Algorithm',
  kid: 'Key id (kid)',
  fingerprint: 'SHA-256 of the certificate',
  created: 'Made',
  validUntil: 'Certificate valid until',

  jwksTitle: 'JWKS preview',
  jwksText: 'What jwks.json holds: the public halves of the keys, as RFC 7517 writes them.',
  jwksCopied: 'Copied. It is no secret, and stays on the clipboard.',
  notCopied: 'Nothing was copied',

  howTitle: 'How to set up a gateway',
  haproxyTitle: 'HAProxy',
  haproxySteps: [
    'Export the HAProxy configuration, and put haproxy.cfg and the folder “latchkey” into /etc/haproxy.',
    'Change the two addresses in it: where HAProxy listens, and where your API is.',
    'Try it with haproxy -c -f /etc/haproxy/haproxy.cfg, then reload HAProxy.',
    'After revoking a token, export the revocation list over latchkey/revocations.txt and reload.',
  ],
  anyTitle: 'Any gateway that takes a JWKS or a certificate',
  anySteps: (algorithm: string) => [
    'Give it jwks.json, as a file or from an address of yours that it can reach; or the certificate, if it keeps a trust store.',
    'Set the issuer and one of the audiences exactly as they stand above.',
    `Allow the algorithm ${algorithm} and no other, and the token type at+jwt.`,
    'Let it read the consumer key from the claim client_id, and the scopes from scope.',
    'Let it refuse each token whose jti is on the revocation list.',
  ],
} as const;

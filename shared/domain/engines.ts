import type { SigningAlgorithm } from './signing-key.ts';

/**
 * Verifiers and the algorithms that each can't verify, per their documentation (November 2026).
 * Names are the projects' own.
 */
export const engines: Readonly<Record<string, readonly SigningAlgorithm[]>> = {
  HAProxy: ['PS256', 'EdDSA'],
  'Apache mod_oauth2': ['EdDSA'],
  'Apache mod_auth_openidc': ['EdDSA'],
  'NGINX njs': ['EdDSA'],
  'Traefik Hub': ['PS256', 'EdDSA'],
  Tyk: ['EdDSA'],
  Gravitee: ['PS256', 'ES256', 'ES384', 'EdDSA'],
  'AWS API Gateway': ['ES256', 'ES384', 'EdDSA'],
  'Azure API Management': ['RS384', 'ES256', 'ES384', 'EdDSA'],
  Apigee: ['EdDSA'],
  'ASP.NET Core': ['EdDSA'],
  RabbitMQ: ['PS256', 'EdDSA'],
  'WSO2 API Manager': ['ES256', 'ES384', 'EdDSA'],
};

/** The engines that refuse tokens with this algorithm. */
export function enginesWithout(algorithm: SigningAlgorithm): readonly string[] {
  return Object.entries(engines)
    .filter(([, unverifiable]) => unverifiable.includes(algorithm))
    .map(([name]) => name);
}

import type { SigningAlgorithm } from '../signing-key.ts';

/** The engines that Latchkey writes a configuration for; the names of the command line. */
export const engineIds = [
  'haproxy',
  'nginx',
  'nginx-plus',
  'apache',
  'apache-openidc',
  'envoy',
  'envoy-gateway',
  'istio',
  'kong',
  'apisix',
  'traefik',
  'tyk',
  'gravitee',
  'aws',
  'azure',
  'apigee',
  'wso2',
  'spring',
  'aspnet',
  'express',
  'workerd',
  'rabbitmq',
] as const;
export type EngineId = (typeof engineIds)[number];

/** What an engine demands of a token, given the configuration that Latchkey exports for it. */
export type Demand =
  /** The algorithms that it verifies. */
  | { readonly rule: 'algorithms'; readonly accepts: readonly SigningAlgorithm[] }
  /** The values of the header `typ` that it accepts. */
  | { readonly rule: 'typ'; readonly accepts: readonly ('at+jwt' | 'JWT')[] }
  /** The largest token in an `Authorization` header, in bytes, with its default settings. */
  | { readonly rule: 'size'; readonly max: number }
  /** A claim that it needs in order to find the consumer. */
  | { readonly rule: 'claim'; readonly name: 'azp' }
  /** The issuer must be an address from which it can load the keys. */
  | { readonly rule: 'issuer' }
  /** A scope must begin with an audience and a dot. */
  | { readonly rule: 'scope' }
  /** A limit that someone may have set there: longer tokens and those that never expire break it. */
  | { readonly rule: 'lifetime'; readonly setting: string };

/** What it doesn't check, because its configuration has no setting for it. */
export const gaps = [
  'type',
  'issuer',
  'audience',
  'not-before',
  'no-end',
  'revoked',
  'cut-off',
  'one-key',
] as const;
export type Gap = (typeof gaps)[number];

/** The source of a fact: an address, or {@link TESTED} for what a test has seen it do. */
export interface Sourced {
  readonly source: string;
}

export type Rule = Demand & Sourced;

export interface Engine {
  /** The project's own name for it. */
  readonly name: string;
  /** The oldest version that the facts are about; '' for a service without versions. */
  readonly since: string;
  /** What the tests run with the exported files; null if only its documentation was read. */
  readonly provenWith: string | null;
  readonly rules: readonly Rule[];
  readonly gaps: readonly ({ readonly gap: Gap } & Sourced)[];
  /** The main file; its companions are in the folder `latchkey` beside it. */
  readonly file: string;
  /** Where the main file is put, or what it is pasted into. */
  readonly place: string;
  /** Commands that check the configuration and load it; '' where there are none. */
  readonly check: string;
  readonly reload: string;
}

/** For a fact that a test compares with the running engine. */
export const TESTED = 'test/engines';

export const RSA = ['RS256', 'RS384', 'RS512'] as const;
export const ECDSA = ['ES256', 'ES384'] as const;

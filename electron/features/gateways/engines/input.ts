import type { SigningAlgorithm, SigningKey } from '../../../../shared/domain/signing-key.ts';
import { type ProfileName, profileMarks } from '../../../../shared/domain/token-form.ts';

/** Tokens of a consumer key issued before a time are refused, whatever their `jti`. */
export interface CutOff {
  readonly consumerKey: string;
  /** Whole seconds since the epoch. */
  readonly notBefore: number;
}

/** What an engine needs in order to accept the workspace's tokens and refuse all others. */
export interface EngineInput {
  readonly issuer: string;
  readonly audience: readonly string[];
  /** The published keys, the current one first. */
  readonly keys: readonly SigningKey[];
  /** The profiles of accepted tokens. */
  readonly profiles: readonly ProfileName[];
  /** The `jti` of revoked tokens. */
  readonly revoked: readonly string[];
  readonly cutOffs: readonly CutOff[];
}

export interface EngineFiles {
  readonly config: string;
  /** The files that the configuration reads, by the path relative to it, with `/`. */
  readonly companions: ReadonlyMap<string, string>;
}

/** The folder next to the configuration, named so that no other program's files are overwritten. */
export const FOLDER = 'latchkey';

export const keyPath = ({ kid }: SigningKey): string => `${FOLDER}/key-${kid}.pem`;

/** The keys of these algorithms: the others would stop some engines from starting. */
export function keysOf(
  { keys }: EngineInput,
  algorithms: readonly SigningAlgorithm[],
): readonly SigningKey[] {
  return keys.filter(({ algorithm }) => algorithms.includes(algorithm));
}

/** The accepted `typ`, in lower case: RFC 9068 section 2.1, RFC 7515 section 4.1.9. */
export function typesOf({ profiles }: EngineInput): readonly string[] {
  const takesJwt = profiles.some((profile) => profileMarks[profile].typ === 'JWT');
  const types = takesJwt ? ['at+jwt', 'jwt'] : ['at+jwt'];
  return types.flatMap((type) => [type, `application/${type}`]);
}

export const needsNotBefore = ({ profiles }: EngineInput): boolean =>
  profiles.every((profile) => profileMarks[profile].hasNotBefore);

/** The keys as a JWK Set on one line, without certificates. */
export function compactJwks(keys: readonly SigningKey[]): string {
  return JSON.stringify({
    keys: keys.map(({ publicJwk, algorithm }) => ({ ...publicJwk, alg: algorithm, use: 'sig' })),
  });
}

export const indented = (text: string, spaces: number): string =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => `${' '.repeat(spaces)}${line}`)
    .join('\n');

/** JSON is YAML: quotes and escapes hold for both. */
export const quoted = (value: unknown): string => JSON.stringify(value);

export function xml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** A configuration that reads no other file. */
export const alone = (config: string): EngineFiles => ({ config, companions: new Map() });

export const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

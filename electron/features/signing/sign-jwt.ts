import { type KeyObject, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { SigningAlgorithm } from '../../../shared/domain/signing-key.ts';
import type { JoseHeader } from '../../base/context/signer.ts';
import { Secret } from '../../base/crypto/secret.ts';
import { type Algorithm, algorithms } from './algorithms.ts';

/**
 * With a callback, it runs on libuv's threads: many signatures at once use every core, without a
 * thread of ours that would need a copy of the private key (ADR 12).
 */
const signElsewhere = promisify(sign);

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A signed JWT (RFC 7515 section 7.1), whose header gets the key's `alg` and `kid`. */
export async function signJwt(
  { privateKey, algorithm, kid }: SigningWith,
  header: JoseHeader,
  claims: Readonly<Record<string, unknown>>,
): Promise<Secret> {
  const content = `${encoded({ ...header, alg: algorithm, kid })}.${encoded(claims)}`;
  const { hash, options }: Algorithm['signature'] = algorithms[algorithm].signature;
  const key = options === undefined ? privateKey : { key: privateKey, ...options };
  const signature = await signElsewhere(hash, Buffer.from(content), key);
  return new Secret(`${content}.${signature.toString('base64url')}`);
}

interface SigningWith {
  readonly privateKey: KeyObject;
  readonly algorithm: SigningAlgorithm;
  readonly kid: string;
}

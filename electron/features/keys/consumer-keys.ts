import { randomInt } from 'node:crypto';
import { Secret } from '../../base/crypto/secret.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_';

/** Characters of a consumer key and a consumer secret: WSO2 `OAuthUtil`. */
const KEY_LENGTH = 28;
const SECRET_LENGTH = 44;

function randomText(length: number): string {
  // `byte % 63` would favour some letters; randomInt has no such bias.
  return Array.from({ length }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
}

/** 28 characters of `[A-Za-z0-9_]`, 167 bits. */
export function newConsumerKey(): string {
  return randomText(KEY_LENGTH);
}

/** 44 characters of `[A-Za-z0-9_]`, 262 bits. */
export function newConsumerSecret(): Secret {
  return new Secret(randomText(SECRET_LENGTH));
}

export function consumerSecretPlace(id: string) {
  return { kind: 'consumer-secret', id };
}

import { timingSafeEqual } from 'node:crypto';
import { poly1305 } from '@noble/ciphers/_poly1305.js';
import { chacha20 } from '@noble/ciphers/chacha.js';
import { PAGE_BYTES } from '../file-header.ts';

/** The part of a page that SQLite uses: a 16-byte nonce and a 16-byte tag follow it. */
export const USABLE_BYTES = PAGE_BYTES - 32;

const BLOCK_BYTES = 64;
const HIGHEST_COUNTER = 2 ** 32 - 1;
const NONCE_END = USABLE_BYTES + 16;
/** Bytes of the first page that aren't encrypted: the salt and the file format. */
const PLAIN_BYTES = 24;

/**
 * Decrypts one page of an encrypted file as the engine does (SQLite3 Multiple Ciphers, `chacha20`):
 * ChaCha20 and Poly1305 of RFC 8439, with a one-time key for the tag and one for the text. For
 * files that the engine can't read: it gives up at the first damaged page.
 *
 * @param key the workspace's data key, 32 bytes.
 * @param number from 1.
 * @returns the plaintext, or null for a damaged page or a wrong key.
 */
export function openPage(key: Uint8Array, number: number, page: Uint8Array): Buffer | null {
  const nonce = page.subarray(USABLE_BYTES, USABLE_BYTES + 12);
  const last = Buffer.from(page.buffer, page.byteOffset + USABLE_BYTES + 12, 4);
  const counter = (last.readUInt32LE(0) ^ number) >>> 0;
  const once = chacha20(key, nonce, new Uint8Array(64), undefined, counter);
  const tag = poly1305(page.subarray(0, NONCE_END), once.subarray(0, 32));
  if (!timingSafeEqual(tag, page.subarray(NONCE_END))) return null;
  // The library refuses a counter that wraps around: three in a hundred million pages are lost.
  if (counter + 1 + USABLE_BYTES / BLOCK_BYTES > HIGHEST_COUNTER) return null;
  const from = number === 1 ? PLAIN_BYTES : 0;
  const opened = Buffer.from(page.subarray(0, USABLE_BYTES));
  const text = page.subarray(from, USABLE_BYTES);
  opened.set(chacha20(once.subarray(32), nonce, text, undefined, counter + 1), from);
  return opened;
}

import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { TextCode } from '../../base/crypto/cipher.ts';
import { jwtDictionary } from './jwt-dictionary.ts';

/**
 * How tokens are stored before they are sealed. As text, a JWT wastes a quarter on base64url, and
 * most of its JSON is the same words in every token: packed, it takes a third.
 *
 * | bytes | what |
 * |---|---|
 * | 1 | 0: the rest is the text itself; 1: packed; 2: packed, with JSON deflated by `jwt-dictionary.ts` |
 * | 2 | length of the header |
 * | 2 | length of the signature |
 * | | header and payload, together deflated (RFC 1951) or not |
 * | | signature |
 */
export const jwtCode: TextCode = { write, read };

const [TEXT, PACKED, DEFLATED] = [0, 1, 2];
const PREFIX_BYTES = 5;
/** Tokens are small: zlib's defaults would allocate 300 KB for each. */
const INFLATING = { dictionary: jwtDictionary, chunkSize: 2048, windowBits: 12 } as const;
const DEFLATING = { ...INFLATING, memLevel: 5 } as const;
const LONGEST = 0xff_ff;

function write(text: string): Buffer {
  const parts = text.split('.').map(decoded);
  const [header, payload, signature, ...more] = parts;
  if (!header || !payload || !signature || more.length > 0) return asText(text);
  if (header.length > LONGEST || signature.length > LONGEST) return asText(text);
  const json = Buffer.concat([header, payload]);
  const small = deflateRawSync(json, DEFLATING);
  const isSmaller = small.length < json.length;
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.writeUInt8(isSmaller ? DEFLATED : PACKED);
  prefix.writeUInt16BE(header.length, 1);
  prefix.writeUInt16BE(signature.length, 3);
  return Buffer.concat([prefix, isSmaller ? small : json, signature]);
}

/** Throws if these aren't bytes that `write` wrote. */
function read(bytes: Buffer): string {
  const format = bytes.readUInt8();
  if (format === TEXT) return bytes.toString('utf8', 1);
  if (format !== PACKED && format !== DEFLATED) throw new Error('Not a stored token');
  const signatureAt = bytes.length - bytes.readUInt16BE(3);
  const stored = bytes.subarray(PREFIX_BYTES, signatureAt);
  const json = format === DEFLATED ? inflateRawSync(stored, INFLATING) : stored;
  const headerLength = bytes.readUInt16BE(1);
  const text = [
    json.toString('base64url', 0, headerLength),
    json.toString('base64url', headerLength),
    bytes.toString('base64url', signatureAt),
  ].join('.');
  if (json !== stored) json.fill(0);
  return text;
}

/** The bytes of one part, or null if they wouldn't give exactly this text again. */
function decoded(part: string): Buffer | null {
  const bytes = Buffer.from(part, 'base64url');
  return bytes.toString('base64url') === part ? bytes : null;
}

const asText = (text: string): Buffer => Buffer.concat([Buffer.of(TEXT), Buffer.from(text)]);

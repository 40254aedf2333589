import { z } from 'zod';

const objectSchema = z.record(z.string(), z.unknown());

function read(part: string) {
  return objectSchema.parse(JSON.parse(Buffer.from(part, 'base64url').toString('utf8')));
}

/** Decodes a compact JWT without any checks: the tests do those. */
export function decodeJwt(jwt: string) {
  const [header = '', payload = '', signature = ''] = jwt.split('.');
  return {
    header: read(header),
    claims: read(payload),
    signed: `${header}.${payload}`,
    signature: Buffer.from(signature, 'base64url'),
  };
}

export function encodePart(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

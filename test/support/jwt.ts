import { z } from 'zod';

const objectSchema = z.record(z.string(), z.unknown());

function read(part: string) {
  return objectSchema.parse(JSON.parse(Buffer.from(part, 'base64url').toString('utf8')));
}

/** The parts of a compact JWT, without any check: checks are what tests do with them. */
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

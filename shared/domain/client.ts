import { z } from 'zod';
import { code } from './text.ts';

/**
 * A client id or client secret that was created elsewhere (RFC 6749 appendix A.1: printable
 * ASCII). Leading and trailing spaces are refused, since they are invisible.
 */
export function typedClientSchema({ max }: { readonly max: number }) {
  return z
    .string()
    .min(1, { error: code('field/required'), abort: true })
    .max(max, { error: code('field/too-long') })
    .regex(/^[\x21-\x7E]*$/, { error: code('field/not-a-client-id') });
}

/** An existing consumer key with its secret, instead of generated ones. */
export const existingClientSchema = z.strictObject({
  consumerKey: typedClientSchema({ max: 255 }),
  consumerSecret: typedClientSchema({ max: 1024 }),
});
export type ExistingClient = z.infer<typeof existingClientSchema>;

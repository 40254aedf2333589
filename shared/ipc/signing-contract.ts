import { z } from 'zod';
import { keyImportIdSchema, signingKeyIdSchema } from '../domain/ids.ts';
import { typedSecretSchema } from '../domain/passphrase.ts';
import {
  certificateDraftSchema,
  chosenKeyFileSchema,
  dependentApplicationSchema,
  signingKeyUsageSchema,
  signingKeyViewSchema,
} from '../domain/signing-key.ts';
import { savedFileSchema } from '../domain/token-export.ts';
import { algorithmSchema, rsaLengths } from '../domain/token-form.ts';

const done = z.null();
const ofKey = z.strictObject({ id: signingKeyIdSchema });
const keyChanges = ['gateway', 'keys', 'tokens', 'activity'] as const;
const kid = z.object({ kid: z.string() });

/** The calls about signing keys. */
export const signingContract = {
  /** The newest first. */
  'signing-key:list': {
    input: z.strictObject({}),
    output: z.array(signingKeyViewSchema),
    reads: ['gateway', 'tokens'],
  },
  /** What depends on each of them. */
  'signing-key:usage': {
    input: z.strictObject({}),
    output: z.array(signingKeyUsageSchema),
    reads: ['gateway', 'tokens', 'applications'],
  },
  /** The applications with active tokens of a key. */
  'signing-key:applications': {
    input: ofKey.extend({ limit: z.number().int().min(1).max(500) }),
    output: z.object({ applications: z.array(dependentApplicationSchema), more: z.boolean() }),
    reads: ['gateway', 'tokens', 'applications'],
  },
  /** Creates the key that will sign next with an algorithm, and publishes it. */
  'signing-key:create': {
    input: z.strictObject({
      algorithm: algorithmSchema,
      rsaLength: z.literal(rsaLengths).optional(),
      certificate: certificateDraftSchema.optional(),
    }),
    output: kid,
    changes: keyChanges,
  },
  /** The next key signs from now on, and the current one no longer; without a next key, a new one. */
  'signing-key:rotate': {
    input: z.strictObject({
      algorithm: algorithmSchema,
      /** The next key that the person saw; null for none. */
      next: signingKeyIdSchema.nullable(),
    }),
    output: kid,
    changes: keyChanges,
  },
  /** Out of the JWKS at once: gateways then refuse its tokens. */
  'signing-key:retire': { input: ofKey, output: done, changes: keyChanges },
  /** Deletes a key that never signed a token. */
  'signing-key:delete': { input: ofKey, output: done, changes: keyChanges },
  /** Reads the file that was dropped, or asks for one; null when the person closed the dialog. */
  'signing-key:choose': {
    elsewhere: true,
    input: z.strictObject({}),
    output: chosenKeyFileSchema.nullable(),
  },
  /** Makes the key of the chosen file the one that will sign next. */
  'signing-key:import': {
    input: z.strictObject({
      id: keyImportIdSchema,
      /** Of an encrypted file. */
      passphrase: typedSecretSchema.nullable(),
      /** For an RSA key, which serves several; another key has only one. */
      algorithm: algorithmSchema.optional(),
    }),
    output: kid.extend({ algorithm: algorithmSchema }),
    changes: keyChanges,
  },
  'signing-key:cancel-import': { elsewhere: true, input: z.strictObject({}), output: done },
  /** Another self-signed certificate for the same key. */
  'signing-key:renew-certificate': {
    input: ofKey.extend({ certificate: certificateDraftSchema }),
    output: done,
    changes: keyChanges,
  },
  /** Saves a certificate signing request (RFC 2986); null when the person closed the dialog. */
  'signing-key:export-csr': {
    elsewhere: true,
    input: ofKey.extend({ certificate: certificateDraftSchema.omit({ days: true }) }),
    output: savedFileSchema,
    changes: ['activity'],
  },
  /** Asks for the certificate that an authority gave; false when the person closed the dialog. */
  'signing-key:set-certificate': { input: ofKey, output: z.boolean(), changes: keyChanges },
} as const;

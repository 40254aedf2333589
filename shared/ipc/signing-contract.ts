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
  /** What depends on each key. */
  'signing-key:usage': {
    input: z.strictObject({}),
    output: z.array(signingKeyUsageSchema),
    reads: ['gateway', 'tokens', 'applications'],
  },
  /** The applications with active tokens signed by a key. */
  'signing-key:applications': {
    input: ofKey.extend({ limit: z.number().int().min(1).max(500) }),
    output: z.object({ applications: z.array(dependentApplicationSchema), more: z.boolean() }),
    reads: ['gateway', 'tokens', 'applications'],
  },
  /** Creates and publishes the next signing key for an algorithm. */
  'signing-key:create': {
    input: z.strictObject({
      algorithm: algorithmSchema,
      rsaLength: z.literal(rsaLengths).optional(),
      certificate: certificateDraftSchema.optional(),
    }),
    output: kid,
    changes: keyChanges,
  },
  /** Makes the next key, or a new one if there is none, the current one. */
  'signing-key:rotate': {
    input: z.strictObject({
      algorithm: algorithmSchema,
      /** The next key that was shown to the person; null for none. */
      next: signingKeyIdSchema.nullable(),
    }),
    output: kid,
    changes: keyChanges,
  },
  /** Removes the key from the JWKS at once: gateways then refuse its tokens. */
  'signing-key:retire': { input: ofKey, output: done, changes: keyChanges },
  /** Deletes a key that never signed a token. */
  'signing-key:delete': { input: ofKey, output: done, changes: keyChanges },
  /** Reads the dropped file, or asks for one; null when the person closed the dialog. */
  'signing-key:choose': {
    elsewhere: true,
    input: z.strictObject({}),
    output: chosenKeyFileSchema.nullable(),
  },
  /** Imports the key of the chosen file as the next signing key. */
  'signing-key:import': {
    input: z.strictObject({
      id: keyImportIdSchema,
      /** Only for an encrypted file. */
      passphrase: typedSecretSchema.nullable(),
      /** Only for an RSA key: other keys have a single algorithm. */
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
  /** Asks for a certificate issued by a CA; false when the person closed the dialog. */
  'signing-key:set-certificate': { input: ofKey, output: z.boolean(), changes: keyChanges },
} as const;

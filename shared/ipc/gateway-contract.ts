import { z } from 'zod';
import { engineIds } from '../domain/engines/engine.ts';
import {
  copyableSchema,
  engineViewSchema,
  gatewayFiles,
  gatewayViewSchema,
} from '../domain/gateway.ts';
import { savedFileSchema } from '../domain/token-export.ts';

/** The calls about gateways. */
export const gatewayContract = {
  'gateway:get': { input: z.strictObject({}), output: gatewayViewSchema, reads: ['gateway'] },
  'gateway:export': {
    elsewhere: true,
    input: z.strictObject({ file: z.enum(gatewayFiles) }),
    output: savedFileSchema,
    changes: ['gateway', 'activity'],
  },
  /** An engine's files, as they would be exported now. */
  'gateway:engine': {
    input: z.strictObject({ engine: z.enum(engineIds) }),
    output: engineViewSchema,
    reads: ['gateway'],
  },
  /** The program copies, so that the page can't put its own text on the clipboard. */
  'gateway:copy': {
    elsewhere: true,
    input: z.strictObject({ what: copyableSchema }),
    output: z.null(),
  },
} as const;

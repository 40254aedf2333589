import { z } from 'zod';

/** How long a deleted item can be restored, in days. */
export const BIN_DAYS = 30;

export const binKinds = ['application', 'api', 'subscription'] as const;
export type BinKind = (typeof binKinds)[number];

export const binRefSchema = z.strictObject({ kind: z.enum(binKinds), id: z.uuid() });

export const binEntrySchema = z.object({
  kind: z.enum(binKinds),
  id: z.uuid(),
  name: z.string(),
  deletedAt: z.number(),
  /** When it is deleted permanently, in milliseconds since the epoch. */
  purgedAt: z.number(),
});

export type BinRef = z.infer<typeof binRefSchema>;
export type BinEntry = z.infer<typeof binEntrySchema>;

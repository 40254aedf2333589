import { z } from 'zod';

/** What was published as a static issuer folder. */
export const publishedSchema = z.object({
  folder: z.string(),
  issuer: z.string(),
  /** 1 for the first publication; grows only with a change. */
  number: z.number(),
  /** When it changed last, in milliseconds since the epoch. */
  at: z.number(),
  /** The files that were written, relative to the folder. */
  written: z.array(z.string()),
  /** How many there are. */
  files: z.number(),
});

export type Published = z.infer<typeof publishedSchema>;

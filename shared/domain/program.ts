import { z } from 'zod';

/** What the program says of itself. */
export const programInfoSchema = z.object({
  version: z.string(),
  electron: z.string(),
  /** Started on the trial runtime: said in the window. */
  trial: z.boolean(),
  platform: z.enum(['linux', 'darwin', 'win32', 'other']),
  /** The data directory. */
  home: z.string(),
  /** The web page of its releases, or null where the build did not know one. */
  releases: z.string().nullable(),
});

export type ProgramInfo = z.infer<typeof programInfoSchema>;

import { z } from 'zod';

/** Facts about the program. */
export const programInfoSchema = z.object({
  version: z.string(),
  electron: z.string(),
  /** Whether it runs on the trial runtime, which the window mentions. */
  trial: z.boolean(),
  platform: z.enum(['linux', 'darwin', 'win32', 'other']),
  /** The data directory. */
  home: z.string(),
  /** The web page of its releases, or null if the build didn't set one. */
  releases: z.string().nullable(),
});

export type ProgramInfo = z.infer<typeof programInfoSchema>;

import { z } from 'zod';
import { homeViewSchema } from '../domain/home.ts';

/** The first page. */
export const homeContract = {
  'home:get': {
    /** The first moment of this month where the person is, in ms since the epoch. */
    input: z.strictObject({ monthFrom: z.number().int() }),
    output: homeViewSchema,
    reads: ['tokens', 'applications', 'secrets'],
  },
} as const;

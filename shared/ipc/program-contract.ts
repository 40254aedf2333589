import { z } from 'zod';
import { commandAnswers, commandQuestionSchema } from '../domain/command.ts';
import { openingSchema } from '../domain/opening.ts';
import { preferencesPatchSchema, preferencesSchema } from '../domain/preferences.ts';
import { programInfoSchema } from '../domain/program.ts';

const nothing = z.strictObject({});
const done = z.null();
const draftsSchema = z.record(z.string().max(200), z.json());

/** The calls about the program itself and its window. */
export const programContract = {
  'program:info': { input: nothing, output: programInfoSchema, reads: [] },
  /** The requests from outside to show something; each is returned once. */
  'program:take-opening': {
    elsewhere: true,
    input: z.strictObject({ isOpen: z.boolean() }),
    output: openingSchema.nullable(),
  },
  /** Opens the releases page in the browser. False if that is switched off or has no address. */
  'program:open-releases': { elsewhere: true, input: nothing, output: z.boolean() },
  /** Shows the folder of the log in the system's file manager. */
  'program:open-logs': { elsewhere: true, input: nothing, output: done },
  'preferences:get': { input: nothing, output: preferencesSchema, reads: ['preferences'] },
  'preferences:set': {
    elsewhere: true,
    input: preferencesPatchSchema,
    output: preferencesSchema,
    changes: ['preferences'],
  },
  /** A command in a terminal asks to use the open workspace; null if none does. */
  'program:question': {
    input: nothing,
    output: commandQuestionSchema.nullable(),
    reads: ['commands'],
  },
  'program:answer-question': {
    elsewhere: true,
    input: z.strictObject({ id: z.string().max(100), answer: z.enum(commandAnswers) }),
    output: done,
    changes: ['commands'],
  },
  /** Typed text that the program keeps while the page is replaced; never a secret. */
  'drafts:get': { elsewhere: true, input: nothing, output: draftsSchema },
  'drafts:keep': { elsewhere: true, input: draftsSchema, output: done },
} as const;

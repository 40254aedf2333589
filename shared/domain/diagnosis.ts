import { z } from 'zod';

/** In the order in which things can go wrong: earlier steps check what later ones need. */
export const diagnosisSteps = [
  'program',
  'engine',
  'folder',
  'space',
  'workspace',
  'keys',
  'inUse',
  'clock',
  'backups',
] as const;

export type DiagnosisStep = (typeof diagnosisSteps)[number];

/** One step of the self-diagnosis. `note` is worth knowing and stops nothing. */
export const diagnosisFindingSchema = z.object({
  step: z.enum(diagnosisSteps),
  state: z.enum(['ok', 'note', 'fail']),
  text: z.string(),
});

export type DiagnosisFinding = z.infer<typeof diagnosisFindingSchema>;

import { z } from 'zod';
import { policyViewSchema } from '../domain/policy.ts';
import { settingsPatchSchema, settingsSchema } from '../domain/settings.ts';

const nothing = z.strictObject({});

/** The calls about a workspace's settings, and what an administrator prescribes for them. */
export const settingsContract = {
  'settings:get': { input: nothing, output: settingsSchema, reads: ['settings'] },
  /** What an administrator prescribes for every workspace on this machine. */
  'settings:policy': { input: nothing, output: policyViewSchema, reads: ['settings', 'workspace'] },
  'settings:update': {
    input: settingsPatchSchema,
    output: settingsSchema,
    changes: ['settings', 'workspace', 'keys', 'tokens', 'gateway', 'activity'],
  },
} as const;

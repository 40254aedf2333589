import { ok } from '../../../shared/result.ts';
import type { SomeHandlers } from '../../base/context/context.ts';
import { inTransaction } from '../../base/database/database.ts';
import { currentPolicy } from '../../base/policy/current.ts';
import { readSettings, writeSettings } from './repository.ts';

export const settingsHandlers = {
  'settings:get': ({ db }) => ok(readSettings(db)),

  'settings:policy': () => ok(currentPolicy()),

  'settings:update': ({ db, activity, shell }, patch) =>
    inTransaction(db, () => {
      writeSettings(db, patch);
      for (const [name, value] of Object.entries(patch)) {
        activity.record({
          kind: 'settings/changed',
          subject: name,
          detail: { value: [value].flat().map(textOf).join(' ') },
        });
      }
      if (patch.lockAfterMinutes !== undefined) shell.lockAfter(patch.lockAfterMinutes);
      return ok(readSettings(db));
    }),
} satisfies SomeHandlers;

/** An attribute is known by its name. */
function textOf(value: string | number | boolean | { readonly name: string } | undefined): string {
  return typeof value === 'object' ? value.name : String(value);
}

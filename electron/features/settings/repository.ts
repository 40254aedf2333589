import { z } from 'zod';
import { allowsNever } from '../../../shared/domain/policy.ts';
import {
  defaultSettings,
  type Settings,
  type SettingsPatch,
  settingsSchema,
} from '../../../shared/domain/settings.ts';
import { neverExpires } from '../../../shared/domain/validity.ts';
import { all, type ReadableDb, type WritableDb } from '../../base/database/database.ts';
import { readable } from '../../base/database/readable.ts';
import { readStored, writeStored } from '../../base/database/stored-setting.ts';
import { json } from '../../base/database/values.ts';
import { currentPolicy } from '../../base/policy/current.ts';

const rowSchema = z.object({ name: z.string(), value: json(z.unknown()) });

/** Newer versions may add rows, which are left alone; older ones allowed names now refused. */
const storedSchema = z.object({ ...settingsSchema.shape, owner: z.string() });

/** The settings, with the defaults for unset ones. */
export function readSettings(db: ReadableDb): Settings {
  const rows = readable(rowSchema, all(db, 'SELECT name, value FROM setting'));
  const stored = {
    ...defaultSettings,
    ...Object.fromEntries(rows.map((row) => [row.name, row.value])),
  };
  const whole = storedSchema.safeParse(stored);
  return underPolicy(whole.success ? whole.data : withoutUnreadable(stored));
}

/**
 * The settings as an administrator's policy leaves them: what is stored stays, and counts again
 * without the policy.
 */
function underPolicy(settings: Settings): Settings {
  const { rules } = currentPolicy();
  const { longestValidity, smallestRsaKey, profiles } = rules;
  const { defaultValiditySeconds: validity, profile, rsaLength } = settings;
  const longest = longestValidity ?? Number.POSITIVE_INFINITY;
  const finite = allowsNever(rules) || !neverExpires(validity) ? validity : NO_LONGER_FOREVER;
  const isAllowed = profiles?.includes(profile) ?? true;
  return {
    ...settings,
    defaultValiditySeconds: Math.min(finite, longest),
    profile: isAllowed ? profile : (profiles?.[0] ?? profile),
    rsaLength: rsaLength < (smallestRsaKey ?? 0) ? (smallestRsaKey ?? rsaLength) : rsaLength,
  };
}

/** The default in place of one that never expires, in seconds. */
const NO_LONGER_FOREVER = defaultSettings.defaultValiditySeconds;

/** An unreadable value falls back to its default, so that the workspace still opens. */
function withoutUnreadable(stored: Readonly<Record<string, unknown>>): Settings {
  const known = Object.entries(storedSchema.shape).filter(
    ([name, schema]) => schema.safeParse(stored[name]).success,
  );
  const values = Object.fromEntries(known.map(([name]) => [name, stored[name]]));
  return storedSchema.parse({ ...defaultSettings, ...values });
}

/** Whether a stored setting is one that can be read. Newer versions may have others. */
export function isReadableSetting(row: unknown): boolean {
  const stored = rowSchema.safeParse(row);
  if (!stored.success) return false;
  const { name, value } = stored.data;
  const schema = Object.entries(storedSchema.shape).find(([known]) => known === name)?.[1];
  return schema === undefined || schema.safeParse(value).success;
}

export function writeSettings(db: WritableDb, patch: SettingsPatch): void {
  for (const [name, value] of Object.entries(patch)) {
    if (value === undefined) continue;
    writeStored(db, name, value);
  }
}

const RECOVERY_CODE_KEPT = 'recoveryCodeKept';

/** Whether the person has kept the recovery code. Stored as a setting, but not shown as one. */
export function isRecoveryCodeKept(db: ReadableDb): boolean {
  return readStored(db, RECOVERY_CODE_KEPT, z.boolean()) ?? false;
}

export function writeRecoveryCodeKept(db: WritableDb, isKept: boolean): void {
  writeStored(db, RECOVERY_CODE_KEPT, isKept);
}

import type { Settings } from '../../shared/domain/settings.ts';
import type { Channel, Parsed } from '../../shared/ipc/contract.ts';
import type { ReadableDb } from '../base/database/database.ts';
import { findBulkIssue } from '../features/issuing/bulk-repository.ts';
import { readSettings } from '../features/settings/repository.ts';

type Rule<C extends Channel> = (input: Parsed<C>, settings: Settings, db: ReadableDb) => boolean;

const always = (): boolean => true;

/** A token that lasts longer than people keep track of: forever, or beyond the settings' limit. */
const isLong = (
  { validitySeconds }: { readonly validitySeconds: number },
  { confirmBeyondSeconds }: Settings,
): boolean => validitySeconds < 0 || validitySeconds > confirmBeyondSeconds;

/**
 * The calls for which the person must have entered their passphrase within five minutes: what they
 * do outlives the session, so a hijacked page must not do it alone. Calls that take a passphrase as
 * input check it themselves.
 */
const rules: { readonly [C in Channel]?: Rule<C> } = {
  'keys:generate': isLong,
  'token:regenerate': isLong,
  'bulk:run': ({ id }, { confirmBeyondSeconds }, db) => {
    const found = findBulkIssue(db, id);
    if (found === undefined) return false;
    return found.neverExpiring > 0 || found.longestSeconds > confirmBeyondSeconds;
  },
  'bin:purge': always,
  'keys:remove': always,
  'token:purge': always,
  'signing-key:delete': always,
  'settings:update': ({ lockAfterMinutes, confirmBeyondSeconds }, settings) =>
    (lockAfterMinutes ?? 0) > settings.lockAfterMinutes ||
    (confirmBeyondSeconds ?? 0) > settings.confirmBeyondSeconds,
  'workspace:add-method': always,
  'workspace:remove-method': always,
  'workspace:set-keyring': ({ enabled }) => !enabled,
};

/** Whether an open workspace refuses a call until the person confirms their presence. */
export function asksForPresence<C extends Channel>(
  channel: C,
  input: Parsed<C>,
  db: ReadableDb,
): boolean {
  const rule: Rule<C> | undefined = rules[channel];
  return rule !== undefined && rule(input, readSettings(db), db);
}

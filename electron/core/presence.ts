import type { Settings } from '../../shared/domain/settings.ts';
import type { Channel, Parsed } from '../../shared/ipc/contract.ts';
import type { ReadableDb } from '../base/database/database.ts';
import { readSettings } from '../features/settings/repository.ts';

type Rule<C extends Channel> = (input: Parsed<C>, settings: Settings) => boolean;

const always = (): boolean => true;

/** A token that outlives what somebody keeps in mind: for ever, or longer than the settings say. */
const isLong = (
  { validitySeconds }: { readonly validitySeconds: number },
  { confirmBeyondSeconds }: Settings,
): boolean => validitySeconds < 0 || validitySeconds > confirmBeyondSeconds;

/**
 * The calls for which the person must have given their passphrase within five minutes: what they do
 * outlives the session, so a hijacked page must not do it without the person.
 * Calls that take a passphrase in their input ask by themselves.
 */
const rules: { readonly [C in Channel]?: Rule<C> } = {
  'keys:generate': isLong,
  'token:regenerate': isLong,
  'bin:purge': always,
  'keys:remove': always,
  'signing-key:delete': always,
  'settings:update': ({ lockAfterMinutes, confirmBeyondSeconds }, settings) =>
    (lockAfterMinutes ?? 0) > settings.lockAfterMinutes ||
    (confirmBeyondSeconds ?? 0) > settings.confirmBeyondSeconds,
  'workspace:add-method': always,
  'workspace:remove-method': always,
  'workspace:set-keyring': ({ enabled }) => !enabled,
};

/** Whether a call of an open workspace is refused until the person confirms their presence. */
export function asksForPresence<C extends Channel>(
  channel: C,
  input: Parsed<C>,
  db: ReadableDb,
): boolean {
  const rule: Rule<C> | undefined = rules[channel];
  return rule !== undefined && rule(input, readSettings(db));
}

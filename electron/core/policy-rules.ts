import type { Policy } from '../../shared/domain/policy.ts';
import { type AppError, appError } from '../../shared/errors.ts';
import type { Channel, Parsed } from '../../shared/ipc/contract.ts';
import { refusedByPolicy, refusedSettings } from '../features/settings/policy.ts';

type Rule<C extends Channel> = (input: Parsed<C>, policy: Policy) => AppError | null;

const ofToken: Rule<'keys:generate' | 'token:regenerate'> = (
  { validitySeconds, profile },
  policy,
) => refusedByPolicy(policy, { validitySeconds, profile });

/** What a file holds that isn't encrypted. */
const inPlainText = ({ rules }: Policy, isPlain: boolean): AppError | null =>
  isPlain && rules.encryptedExportsOnly === true ? appError('policy/encrypted-only') : null;

const orInvalid = (policy: Policy, refused: AppError | null): AppError | null =>
  refusedByPolicy(policy, {}) ?? refused;

const toFolder: Rule<'backup:choose-folder' | 'backup:forget-folder'> = (_input, { rules }) =>
  rules.backupFolder === undefined ? null : appError('policy/managed');

/**
 * What an administrator's policy refuses, whoever asks: the window, a command or a bulk job. A token
 * is judged once more when it is planned (`issuing`), since its profile may come from its application.
 */
const rules: { readonly [C in Channel]?: Rule<C> } = {
  'keys:generate': ofToken,
  'token:regenerate': ofToken,
  'bulk:run': (_input, policy) => refusedByPolicy(policy, {}),
  'settings:update': (patch, policy) => refusedSettings(policy, patch),
  'token-form:update': ({ profile }, policy) => refusedByPolicy(policy, { profile }),
  'signing-key:create': ({ rsaLength }, policy) => refusedByPolicy(policy, { rsaLength }),
  'signing-key:rotate': (_input, policy) => refusedByPolicy(policy, {}),
  'token:export': ({ encryption }, policy) =>
    orInvalid(policy, inPlainText(policy, encryption === null)),
  'token:export-each': (_input, policy) => orInvalid(policy, null),
  'encrypted-export:save': (_input, policy) => orInvalid(policy, inPlainText(policy, true)),
  'workspace:export-signing-key': ({ encryption }, policy) =>
    orInvalid(policy, inPlainText(policy, encryption === null)),
  'handover:write': ({ format }, policy) =>
    orInvalid(policy, inPlainText(policy, format !== 'kubernetes-configmap')),
  'backup:choose-folder': toFolder,
  'backup:forget-folder': toFolder,
};

/** Why the policy doesn't allow a call, or null. */
export function refusedByRules<C extends Channel>(
  channel: C,
  input: Parsed<C>,
  policy: Policy,
): AppError | null {
  const rule: Rule<C> | undefined = rules[channel];
  return rule === undefined ? null : rule(input, policy);
}

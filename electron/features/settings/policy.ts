import { allowsNever, type Policy } from '../../../shared/domain/policy.ts';
import type { SettingsPatch } from '../../../shared/domain/settings.ts';
import type { SigningKey } from '../../../shared/domain/signing-key.ts';
import { neverExpires } from '../../../shared/domain/validity.ts';
import { type AppError, appError } from '../../../shared/errors.ts';

interface Wanted {
  readonly validitySeconds?: number | undefined;
  readonly profile?: string | null | undefined;
  /** Bits of an RSA key. */
  readonly rsaLength?: number | undefined;
}

/** Why an administrator's policy doesn't allow it, or null; the error names the field. */
export function refusedByPolicy(
  { rules, problem }: Policy,
  { validitySeconds, profile, rsaLength }: Wanted,
): AppError | null {
  if (problem?.code === 'policy/invalid') return problem;
  const { longestValidity, smallestRsaKey, profiles } = rules;
  if (validitySeconds !== undefined) {
    const field = 'validitySeconds';
    if (neverExpires(validitySeconds) && !allowsNever(rules)) {
      return appError('policy/never-expires', { field });
    }
    if (longestValidity !== undefined && validitySeconds > longestValidity) {
      return appError('policy/validity', { field, detail: { max: longestValidity } });
    }
  }
  if (profile != null && profiles?.every((allowed) => allowed !== profile)) {
    return appError('policy/profile', { field: 'profile', detail: { profile } });
  }
  if (rsaLength !== undefined && rsaLength < (smallestRsaKey ?? 0)) {
    const detail = { bits: rsaLength, min: smallestRsaKey ?? 0 };
    return appError('policy/rsa-key', { field: 'rsaLength', detail });
  }
  return null;
}

/** The same for a change of the settings. */
export function refusedSettings(policy: Policy, patch: SettingsPatch): AppError | null {
  const { defaultValiditySeconds, profile, rsaLength } = patch;
  const isAboutPolicy =
    defaultValiditySeconds !== undefined || profile !== undefined || rsaLength !== undefined;
  if (!isAboutPolicy) return null;
  const error = refusedByPolicy(policy, {
    validitySeconds: defaultValiditySeconds,
    profile,
    rsaLength,
  });
  if (error?.field !== 'validitySeconds') return error;
  return { ...error, field: 'defaultValiditySeconds' };
}

/** Bits of the modulus; undefined if the key isn't RSA. */
export function rsaBits({ publicJwk }: Pick<SigningKey, 'publicJwk'>): number | undefined {
  const modulus = publicJwk['n'];
  return typeof modulus === 'string' ? Buffer.from(modulus, 'base64url').length * 8 : undefined;
}

import type { SigningKey } from '../../../shared/domain/signing-key.ts';
import type { Issue } from './claims.ts';
import type { Plan } from './plan.ts';
import { type NamedProfile, profiles, type UnsignedToken } from './profiles.ts';
import { statusClaim } from './status.ts';

export function profileOf({ form }: Plan): NamedProfile {
  return { name: form.profile, write: profiles[form.profile] };
}

/** A planned token before signing. The application's extra claims never replace a claim. */
export function writeToken(
  { content, form }: Plan,
  profile: NamedProfile,
  issue: Issue,
  key: Pick<SigningKey, 'certificatePem'>,
): UnsignedToken {
  const { header, claims } = profile.write(content, issue, key);
  const own = { ...claims, ...statusClaim(content, issue) };
  return { header, claims: { ...own, ...form.extraClaims, ...own } };
}

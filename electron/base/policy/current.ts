import { noPolicy, type Policy } from '../../../shared/domain/policy.ts';

/**
 * The policy of this machine. One for each thread, not one for each workspace: it holds for whatever
 * is opened here, and says nothing secret.
 */
let current: Policy = noPolicy;

export const currentPolicy = (): Policy => current;

/** Called when a core is created and before each sign-in, so that a change holds from then on. */
export function setPolicy(policy: Policy): void {
  current = policy;
}

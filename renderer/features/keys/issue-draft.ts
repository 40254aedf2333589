import type { ApplicationId } from '../../../shared/domain/ids.ts';
import type { KeyType } from '../../../shared/domain/token.ts';

/** The name of the draft that both forms of a set of keys write. */
export function issueDraftOf(applicationId: ApplicationId, keyType: KeyType): string {
  return `issue:${applicationId}:${keyType}`;
}

import type { SigningKeyView } from '../../../shared/domain/signing-key.ts';
import { t } from '../../../shared/words/words.ts';
import { formatDateTime } from '../../format/time.ts';

/** The ends of a kid, which is how people recognise keys. */
export function shortKid(kid: string): string {
  return `${kid.slice(0, 6)}…${kid.slice(-4)}`;
}

/** "RS256, 2048 bits" */
export function algorithmText({ algorithm, rsaLength }: SigningKeyView): string {
  return rsaLength === null
    ? algorithm
    : t('signingKeys.bits', { algorithm, bits: String(rsaLength) });
}

/** Since when, or until when, a key is what it is. */
export function stateText({
  state,
  createdAt,
  currentAt,
  retiredAt,
  lastExpiresAt,
}: SigningKeyView): string {
  if (state === 'retired') return formatDateTime(retiredAt ?? createdAt);
  if (state === 'previous') {
    return t('signingKeys.until', { moment: formatDateTime(lastExpiresAt ?? createdAt) });
  }
  return t('signingKeys.since', { moment: formatDateTime(currentAt ?? createdAt) });
}

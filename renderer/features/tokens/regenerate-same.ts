import { DEFAULT_SCOPE, type TokenSummary, tokenState } from '../../../shared/domain/token.ts';
import { validityOf } from '../../../shared/domain/validity.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { ownerName } from '../../../shared/words/key-types.ts';
import { t } from '../../../shared/words/words.ts';
import { keysTabs, openApplication } from '../../program/navigation.ts';
import { callConfirmed } from '../../program/presence.ts';
import { showToast } from '../../ui/toasts.tsx';
import { copyNewToken } from './copy-token.ts';

type Options = Readonly<{
  /** Left out where it isn't known. */
  keepsOldToken?: boolean;
  /** Whether the person confirmed another token that never expires. */
  isConfirmed?: boolean;
}>;

/** What happened to the old token. */
export function replacedText(old: TokenSummary, keepsOldToken: boolean | undefined): string {
  const isOldActive = tokenState(old, Date.now()) === 'active';
  if (!isOldActive || keepsOldToken === undefined) return t('keys.oldGone');
  return keepsOldToken ? t('keys.oldAlive') : t('keys.oldRevoked');
}

/** In ms: a double click must not issue two tokens. */
const DOUBLE_CLICK = 700;
const busy = new Set<string>();

/**
 * Re-generates a token with the same validity and scopes, from a list or by one click. A token that
 * never expires is worth a question, which Production Keys asks: its page opens instead.
 *
 * @returns the new token, or null if none was issued.
 */
export async function regenerateSame(
  token: TokenSummary,
  { keepsOldToken, isConfirmed = false }: Options = {},
): Promise<TokenSummary | null> {
  const { applicationId, keyType, scopes } = token;
  if (token.neverExpires && !isConfirmed) {
    openApplication(applicationId, keysTabs[keyType]);
    return null;
  }
  if (busy.has(token.keysId)) return null;
  busy.add(token.keysId);
  const issued = await callConfirmed('token:regenerate', {
    applicationId,
    keyType,
    replaces: token.id,
    validitySeconds: validityOf(token),
    scopes: scopes.filter((name) => name !== DEFAULT_SCOPE),
  });
  setTimeout(() => busy.delete(token.keysId), DOUBLE_CLICK);
  const owner = ownerName(token.applicationName, keyType);
  if (!issued.ok) {
    showToast({
      key: 'regenerated',
      tone: 'danger',
      title: t('home.notRegenerated', { owner }),
      description: errorText(issued.error),
      action: {
        label: t('home.openKeys'),
        onPress: () => openApplication(applicationId, keysTabs[keyType]),
      },
    });
    return null;
  }
  showToast({
    key: 'regenerated',
    tone: 'success',
    title: t('keys.regenerated', { owner }),
    description: replacedText(token, keepsOldToken),
    action: { label: t('ui.copy'), onPress: () => void copyNewToken(issued.value) },
  });
  return issued.value;
}

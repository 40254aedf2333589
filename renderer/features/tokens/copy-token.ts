import type { CopyForm } from '../../../shared/domain/secret.ts';
import { type TokenSummary, tokenState } from '../../../shared/domain/token.ts';
import { ownerName } from '../../../shared/words/key-types.ts';
import { t } from '../../../shared/words/words.ts';
import { showToast, type Toast } from '../../ui/toasts.tsx';
import { copySecret } from '../secrets/copy-secret.ts';

/**
 * Copies an access token from a list or by a shortcut. There, people don't check its status first,
 * so a token that gateways no longer accept isn't copied, and a toast says so.
 *
 * @param instead what to do about one that is not active.
 */
export async function copyToken(
  token: TokenSummary,
  instead?: Toast['action'],
  as?: CopyForm,
): Promise<void> {
  const owner = ownerName(token.applicationName, token.keyType);
  const state = tokenState(token, Date.now());
  if (state === 'active') {
    const form = as === undefined ? {} : { as };
    await copySecret({ kind: 'access-token', id: token.id, ...form }, owner);
    return;
  }
  showToast({
    key: 'copied',
    tone: 'warning',
    title: t('tokenStatus.notActive', { owner, state: state === 'revoked' ? 'revoked' : 'other' }),
    description: t('tokenStatus.notCopied'),
    action: instead,
  });
}

/**
 * Copies an access token whose status is shown next to the button. If gateways no longer accept it,
 * the toast warns of that.
 */
export async function copyShownToken(token: TokenSummary): Promise<void> {
  const state = tokenState(token, Date.now());
  await copySecret(
    { kind: 'access-token', id: token.id },
    ownerName(token.applicationName, token.keyType),
    state === 'active' ? undefined : t(`tokenStatus.refused.${state}`),
  );
}

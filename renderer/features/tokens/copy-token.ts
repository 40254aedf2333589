import type { CopyForm } from '../../../shared/domain/secret.ts';
import { type TokenSummary, tokenState } from '../../../shared/domain/token.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { ownerName } from '../../../shared/words/key-types.ts';
import { t } from '../../../shared/words/words.ts';
import { beginCopy } from '../../program/begin-copy.ts';
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
 * Copies the current access token of the keys that this one was issued for, as they are now: a message
 * about a new token may be left from before another was issued, or this one was revoked.
 */
export async function copyNewToken(issued: TokenSummary): Promise<void> {
  const { applicationId, keyType } = issued;
  const isNewest = beginCopy();
  const view = await window.latchkey.call('keys:get', { applicationId, keyType });
  if (!isNewest()) return;
  if (view.ok) await copyToken(view.value.token ?? issued);
  else {
    showToast({
      key: 'copied',
      tone: 'danger',
      title: t('secret.notCopied'),
      description: errorText(view.error),
    });
  }
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

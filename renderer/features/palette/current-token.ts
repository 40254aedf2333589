import type { ApplicationSummary } from '../../../shared/domain/application.ts';
import type { KeysView } from '../../../shared/domain/keys.ts';
import type { KeyType } from '../../../shared/domain/token.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { ownerName } from '../../../shared/words/key-types.ts';
import { t } from '../../../shared/words/words.ts';
import { beginCopy } from '../../program/begin-copy.ts';
import { showToast } from '../../ui/toasts.tsx';
import { copySecret } from '../secrets/copy-secret.ts';
import { copyToken } from '../tokens/copy-token.ts';
import { regenerateSame } from '../tokens/regenerate-same.ts';

type Of = Pick<ApplicationSummary, 'id' | 'name'>;

/** The keys as they are now: the palette may have been open for a while. */
async function keysOf({ id }: Of, keyType: KeyType): Promise<KeysView | null> {
  const keys = await window.latchkey.call('keys:get', { applicationId: id, keyType });
  if (keys.ok && keys.value.token !== null) return keys.value;
  const description = keys.ok ? t('palette.noToken') : errorText(keys.error);
  showToast({ tone: 'danger', title: t('palette.notCopied'), description });
  return null;
}

export async function copyCurrent(application: Of, keyType: KeyType): Promise<void> {
  const isNewest = beginCopy();
  const view = await keysOf(application, keyType);
  const token = view?.token ?? null;
  if (token === null || !isNewest()) return;
  await copyToken(token, {
    label: t('issue.regenerate'),
    onPress: () => void regenerateSame(token),
  });
}

export async function regenerateCurrent(application: Of, keyType: KeyType): Promise<void> {
  const view = await keysOf(application, keyType);
  if (view?.token == null) return;
  await regenerateSame(view.token, { keepsOldToken: view.keepsOldToken });
}

export async function copyKeyOf(application: Of, keyType: KeyType): Promise<void> {
  const isNewest = beginCopy();
  const view = await keysOf(application, keyType);
  if (view?.keys == null || !isNewest()) return;
  await copySecret(
    { kind: 'consumer-key', id: view.keys.id },
    ownerName(application.name, keyType),
  );
}

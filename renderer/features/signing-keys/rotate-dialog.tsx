import { useState } from 'react';
import { MOST_TOKENS } from '../../../shared/domain/bulk.ts';
import type { TokenId } from '../../../shared/domain/ids.ts';
import type { SigningKeyUsage, SigningKeyView } from '../../../shared/domain/signing-key.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { formatDateTime } from '../../format/time.ts';
import { useAction, useChannel } from '../../program/calls.ts';
import { goTo, openApplication } from '../../program/navigation.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { revokeMany } from '../bulk/bulk-run.ts';
import { openBulk } from '../bulk/bulk-store.ts';
import css from './signing-keys.module.css';
import { shortKid } from './words.ts';

/** How many are named; the ledger has the rest. */
const NAMED = 100;

function useUsage(key: SigningKeyView | undefined): SigningKeyUsage | undefined {
  const usage = useChannel('signing-key:usage', {}).data;
  return usage?.find(({ id }) => id === key?.id);
}

type OfKeyProps = Readonly<{ signingKey: SigningKeyView; onClose: () => void }>;
type RotateDialogProps = Readonly<{
  next: SigningKeyView;
  keys: readonly SigningKeyView[];
  onClose: () => void;
}>;

/** Rotates to the next key, and says in numbers what happens to the current one. */
export function RotateDialog({ next, keys, onClose }: RotateDialogProps) {
  const { run, pending, ifHere } = useAction('signing-key:rotate');
  const [error, setError] = useState<string>();
  const { algorithm, id } = next;
  const current = keys.find((key) => key.algorithm === algorithm && key.state === 'current');
  const usage = useUsage(current);
  // The question needs the numbers.
  if (current !== undefined && usage === undefined) return null;
  const { activeTokens = 0, applications = 0, neverExpiring = 0 } = usage ?? {};

  async function rotate(): Promise<void> {
    const rotated = await run({ algorithm, next: id });
    if (!rotated.ok) {
      setError(errorText(rotated.error));
      return;
    }
    showToast({
      tone: 'success',
      title: t('signingKeys.rotated', { kid: shortKid(rotated.value.kid) }),
      description: t('signingKeys.rotatedNext'),
      action: { label: t('signingKeys.toGateways'), onPress: () => goTo('gateways') },
    });
    ifHere(onClose);
  }

  return (
    <ConfirmDialog
      isOpen
      title={t('signingKeys.rotateTitle', { kid: shortKid(next.kid) })}
      effect={
        <>
          <p>{t('signingKeys.rotateGateways')}</p>
          {current !== undefined && (
            <p>
              {t('signingKeys.rotateEffect', {
                kid: shortKid(current.kid),
                tokens: activeTokens,
                applications,
              })}{' '}
              {neverExpiring > 0
                ? t('signingKeys.neverExpiring', { count: neverExpiring })
                : current.lastExpiresAt !== null &&
                  t('signingKeys.staysUntil', { moment: formatDateTime(current.lastExpiresAt) })}
            </p>
          )}
        </>
      }
      confirmLabel={t('signingKeys.rotateConfirm')}
      onConfirm={() => void rotate()}
      onCancel={onClose}
      isPending={pending}
      errorMessage={error}
      isDanger={false}
    />
  );
}

/** After a compromise: what breaks, and what has to be issued again. */
export function RetireDialog({ signingKey, onClose }: OfKeyProps) {
  const { id, kid, state } = signingKey;
  const { run, pending, ifHere } = useAction('signing-key:retire');
  const [isRevoking, setRevoking] = useState(false);
  const [error, setError] = useState<string>();
  const [revokes, setRevokes] = useState(true);
  const usage = useUsage(signingKey);
  const dependents = useChannel('signing-key:applications', { id, limit: NAMED }).data;
  // The question needs the numbers.
  if (usage === undefined) return null;
  const { activeTokens, applications } = usage;

  async function retire(): Promise<void> {
    const retired = await run({ id });
    if (!retired.ok) {
      setError(errorText(retired.error));
      return;
    }
    // Afterwards nothing tells which of them were active.
    const current = activeTokens > 0 ? await currentTokensOf(kid) : [];
    if (revokes && activeTokens > 0) {
      setRevoking(true);
      const revoked = await revokeMany({ filter: { kid, state: 'active' } });
      setRevoking(false);
      if (!revoked.ok) {
        setError(errorText(revoked.error));
        return;
      }
    }
    const isHere = ifHere(onClose);
    const reissue = (): void => {
      const selection = t('bulk.ofKey', { kid: shortKid(kid) });
      openBulk({ what: 'regenerate', tokens: { ids: [...current] }, selection });
    };
    const isLater = !isHere && current.length > 0;
    showToast({
      tone: 'success',
      title: t('signingKeys.retiredDone', { kid: shortKid(kid) }),
      description: t('signingKeys.retiredNext'),
      // Whoever has gone on may be typing into another dialog.
      action: isLater
        ? { label: t('signingKeys.reissue'), onPress: reissue }
        : { label: t('signingKeys.toGateways'), onPress: () => goTo('gateways') },
      stays: isLater,
    });
    if (isHere && current.length > 0) reissue();
  }

  return (
    <ConfirmDialog
      isOpen
      title={t('signingKeys.retireTitle', { kid: shortKid(kid) })}
      effect={
        <>
          <p>{t('signingKeys.retireEffect', { tokens: activeTokens, applications })}</p>
          {state === 'current' && <p>{t('signingKeys.retireCurrent')}</p>}
          {activeTokens > 0 && (
            <>
              <p>{t('signingKeys.needNewTokens')}</p>
              <div className={css['apps']}>
                {dependents?.applications.map((application) => (
                  <LinkButton
                    key={application.id}
                    onPress={() => openApplication(application.id, 'production-keys')}
                  >
                    {t('signingKeys.dependent', {
                      name: application.name,
                      count: application.activeTokens,
                    })}
                  </LinkButton>
                ))}
                {dependents?.more === true && <span>{t('signingKeys.moreApplications')}</span>}
              </div>
              <Checkbox
                label={t('signingKeys.alsoRevoke', { count: activeTokens })}
                description={t('signingKeys.alsoRevokeHelp')}
                isSelected={revokes}
                onChange={setRevokes}
              />
            </>
          )}
        </>
      }
      confirmLabel={t('signingKeys.retireConfirm')}
      onConfirm={() => void retire()}
      onCancel={onClose}
      isPending={pending || isRevoking}
      errorMessage={error}
    />
  );
}

/** Tokens per call. */
const PAGE = 500;

/** What its applications use, as far as one bulk job takes it. */
async function currentTokensOf(kid: string): Promise<readonly TokenId[]> {
  const ids: TokenId[] = [];
  while (ids.length + PAGE <= MOST_TOKENS) {
    const after = ids.at(-1);
    const page = await window.latchkey.call('token:list', {
      kid,
      state: 'active',
      current: true,
      limit: PAGE,
      ...(after !== undefined && { after }),
    });
    if (!page.ok) return ids;
    ids.push(...page.value.tokens.map(({ id }) => id));
    if (!page.value.more) break;
  }
  return ids;
}

/** A key that has signed nothing. */
export function DeleteDialog({ signingKey: { id, kid }, onClose }: OfKeyProps) {
  const { run, pending, ifHere } = useAction('signing-key:delete');
  const [error, setError] = useState<string>();
  return (
    <ConfirmDialog
      isOpen
      title={t('signingKeys.deleteTitle', { kid: shortKid(kid) })}
      effect={t('signingKeys.deleteEffect')}
      confirmLabel={t('signingKeys.deleteConfirm')}
      onConfirm={() =>
        void run({ id }).then((deleted) =>
          deleted.ok ? ifHere(onClose) : setError(errorText(deleted.error)),
        )
      }
      onCancel={onClose}
      isPending={pending}
      errorMessage={error}
    />
  );
}

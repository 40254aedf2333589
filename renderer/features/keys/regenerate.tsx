import type { KeysView } from '../../../shared/domain/keys.ts';
import { DEFAULT_SCOPE, type TokenSummary, tokenState } from '../../../shared/domain/token.ts';
import { validityOf } from '../../../shared/domain/validity.ts';
import { ownerName } from '../../../shared/words/key-types.ts';
import { t } from '../../../shared/words/words.ts';
import { rich } from '../../format/rich.ts';
import { formatDateTime } from '../../format/time.ts';
import { goTo } from '../../program/navigation.ts';
import { callConfirmed } from '../../program/presence.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { useNow } from '../../ui/use-now.ts';
import { copyNewToken } from '../tokens/copy-token.ts';
import { replacedText } from '../tokens/regenerate-same.ts';
import { issueDraftOf } from './issue-draft.ts';
import { type IssueDraft, IssueForm } from './issue-form.tsx';
import type { KeysOfProps } from './keys-of-props.ts';

type RegenerateProps = KeysOfProps & Readonly<{ view: KeysView; token: TokenSummary }>;

export function Regenerate({ application, keyType, view, token }: RegenerateProps) {
  const available = new Set(view.scopes.map(({ name }) => name));
  const lost = token.scopes.filter((name) => name !== DEFAULT_SCOPE && !available.has(name));

  function tell(issued: TokenSummary): void {
    showToast({
      tone: 'success',
      title: t('keys.regenerated', { owner: ownerName(application.name, keyType) }),
      description: replacedText(token, view.keepsOldToken),
      action: { label: t('ui.copy'), onPress: () => void copyNewToken(issued) },
    });
  }

  return (
    <Disclosure title={t('keys.regenerateTitle')} isLazy isOpenAtFirst={lost.length > 0}>
      <FormLayout>
        {lost.length > 0 && (
          <Notice tone="warning">{t('keys.lostScopes', { names: lost.join(', ') })}</Notice>
        )}
        <IssueForm
          form={issueDraftOf(application.id, keyType)}
          order={{ applicationId: application.id, keyType, replaces: token.id }}
          initial={draftLike(token, available)}
          scopes={view.scopes}
          submitLabel={t('issue.regenerate')}
          issue={(what) =>
            callConfirmed('token:regenerate', {
              applicationId: application.id,
              keyType,
              replaces: token.id,
              ...what,
            })
          }
          onIssued={tell}
        >
          <OldTokenNote token={token} keepsOldToken={view.keepsOldToken} />
        </IssueForm>
      </FormLayout>
    </Disclosure>
  );
}

/** The last token's values, as far as they are still available. */
function draftLike(token: TokenSummary, available: ReadonlySet<string>): IssueDraft {
  return {
    validity: String(validityOf(token)),
    scopes: token.scopes.filter((name) => available.has(name)),
    profile: null,
    algorithm: null,
  };
}

function linkToGateways(text: string) {
  return <LinkButton onPress={() => goTo('gateways')}>{text}</LinkButton>;
}

type OldTokenNoteProps = Readonly<{ token: TokenSummary; keepsOldToken: boolean }>;

/** Says beforehand what happens to the replaced token. */
function OldTokenNote({ token, keepsOldToken }: OldTokenNoteProps) {
  const state = tokenState(token, useNow());
  if (state !== 'active')
    return <p>{state === 'expired' ? t('keys.isExpired') : t('keys.isRevoked')}</p>;
  if (!keepsOldToken) {
    return (
      <p>
        {rich('keys.revokesNow', {
          link: linkToGateways,
        })}
      </p>
    );
  }
  return (
    <p>
      {token.neverExpires
        ? t('keys.keepsForever')
        : t('keys.keepsUntil', { moment: formatDateTime(token.expiresAt) })}
    </p>
  );
}

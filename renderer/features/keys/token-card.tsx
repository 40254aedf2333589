import { Ban, Copy, Download, Eye, EyeOff, RefreshCw } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import type { KeysView } from '../../../shared/domain/keys.ts';
import { type TokenSummary, tokenState } from '../../../shared/domain/token.ts';
import { t } from '../../../shared/words/words.ts';
import { formatShortcut } from '../../format/shortcut.ts';
import { formatDateTime } from '../../format/time.ts';
import { useChannel } from '../../program/calls.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useNow } from '../../ui/use-now.ts';
import hiddenCss from '../../ui/visually-hidden.module.css';
import { useRevealed } from '../secrets/use-revealed.ts';
import { copyShownToken } from '../tokens/copy-token.ts';
import { regenerateSame } from '../tokens/regenerate-same.ts';
import { TokenBadge, TokenDial } from '../tokens/token-expiry.tsx';
import { Fingerprint } from './fingerprint.tsx';
import css from './token-card.module.css';
import { TokenSummaryFacts } from './token-facts.tsx';

type TokenCardProps = Readonly<{
  view: KeysView;
  token: TokenSummary;
  onExport: (token: TokenSummary) => void;
  onRevoke: (token: TokenSummary) => void;
  /** Notices about the token, above its facts. */
  children: ReactNode;
}>;

/** The current token: how long it lasts, Copy, and everything else that is done with it. */
export function TokenCard({ view, token, onExport, onRevoke, children }: TokenCardProps) {
  const titleId = useId();
  return (
    // A fieldset would bring a legend's layout; this is a named group of a value and its buttons.
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
    <div className={css['card']} role="group" aria-labelledby={titleId}>
      <div className={css['token']}>
        <div className={css['body']}>
          <header className={css['head']}>
            <h2 id={titleId} className={css['title']}>
              {t('keys.accessToken')}
            </h2>
            <TokenBadge token={token} />
            <span className={css['issued']}>
              {t('keys.issuedAt', { moment: formatDateTime(token.issuedAt) })}
            </span>
          </header>
          <Plate key={token.id} token={token} />
          <Actions view={view} token={token} onExport={onExport} onRevoke={onRevoke} />
        </div>
        {/* Read after the heading that says whose time it is, and drawn before it. */}
        <div className={css['dial']}>
          <TokenDial token={token} />
        </div>
      </div>
      {children}
      <TokenSummaryFacts token={token} />
    </div>
  );
}

/** A long value scrolls, so the keyboard has to be able to reach it (WCAG 2.1.1). */
const scroller = { tabIndex: 0 } as const;

/** The fingerprint, or the token itself while it is revealed. */
function Plate({ token }: Readonly<{ token: TokenSummary }>) {
  const { value, pending, reveal, hide } = useRevealed({ kind: 'access-token', id: token.id });
  const isShown = value !== undefined;
  return (
    <div className={css['plate']}>
      {isShown ? (
        <code {...scroller} className={css['value']} dir="ltr">
          {value}
        </code>
      ) : (
        <>
          <span className={hiddenCss['hidden']}>{t('ui.masked')}</span>
          <Fingerprint token={token} />
        </>
      )}
      <Button
        variant="quiet"
        icon={isShown ? EyeOff : Eye}
        isPending={pending}
        onPress={isShown ? hide : () => void reveal()}
      >
        {isShown ? t('ui.hide') : t('ui.reveal')}
      </Button>
    </div>
  );
}

type ActionsProps = Omit<TokenCardProps, 'children'>;

function Actions({ view, token, onExport, onRevoke }: ActionsProps) {
  const isActive = tokenState(token, useNow()) === 'active';
  const platform = useChannel('program:info', {}).data?.platform ?? 'other';
  const [isAsking, setAsking] = useState(false);
  const [isPending, setPending] = useState(false);

  async function regenerate(isConfirmed = false): Promise<void> {
    if (token.neverExpires && !isConfirmed) {
      setAsking(true);
      return;
    }
    setAsking(false);
    setPending(true);
    await regenerateSame(token, { keepsOldToken: view.keepsOldToken, isConfirmed: true });
    setPending(false);
  }

  return (
    <div className={css['actions']}>
      <span className={css['main']}>
        <Button
          action="keys.copyToken"
          variant={isActive ? 'primary' : 'default'}
          size="large"
          icon={Copy}
          shortcut={formatShortcut('CmdOrCtrl+C', platform)}
          onPress={() => void copyShownToken(token)}
        >
          {t('keys.copyToken')}
        </Button>
        <Button
          action="issue.regenerate"
          variant={isActive ? 'default' : 'primary'}
          size="large"
          icon={RefreshCw}
          isPending={isPending}
          onPress={() => void regenerate()}
        >
          {t('issue.regenerate')}
        </Button>
      </span>
      <span className={css['rest']}>
        <Button
          action="keys.export"
          variant="quiet"
          icon={Download}
          onPress={() => onExport(token)}
        >
          {t('keys.export')}
        </Button>
        <Button
          action="keys.revoke"
          variant="quiet"
          icon={Ban}
          disabledReason={isActive ? undefined : t('keys.notActive')}
          onPress={() => onRevoke(token)}
        >
          {t('keys.revoke')}
        </Button>
      </span>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('issue.neverTitle')}
        effect={t('issue.neverEffect')}
        confirmLabel={t('issue.neverConfirm')}
        cancelLabel={t('issue.cancel')}
        isDanger={false}
        onCancel={() => setAsking(false)}
        onConfirm={() => void regenerate(true)}
      />
    </div>
  );
}

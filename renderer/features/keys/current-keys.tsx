import { useEffect, useRef, useState } from 'react';
import type { ConsumerKeys, KeysView } from '../../../shared/domain/keys.ts';
import type { TokenSummary } from '../../../shared/domain/token.ts';
import { ownerName } from '../../../shared/words/key-types.ts';
import { t } from '../../../shared/words/words.ts';
import { Card } from '../../ui/card.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SecretField } from '../../ui/secret-field.tsx';
import { Section } from '../../ui/section.tsx';
import { ExportDialog, type Exporting } from '../export/export-dialog.tsx';
import { oneToken } from '../export/token-selection.ts';
import { copySecret } from '../secrets/copy-secret.ts';
import { SecretValue } from '../secrets/secret-value.tsx';
import { copyShownToken } from '../tokens/copy-token.ts';
import { RevokeDialog } from '../tokens/revoke-dialog.tsx';
import { StaleReasons } from '../tokens/stale-reasons.tsx';
import { ConsumerSecrets } from './consumer-secrets.tsx';
import { CoverageNotice } from './coverage-notice.tsx';
import css from './current-keys.module.css';
import { GivesAccess } from './gives-access.tsx';
import { HandOverSection } from './hand-over.tsx';
import type { KeysOfProps } from './keys-of-props.ts';
import { NotBefore } from './not-before.tsx';
import { Regenerate } from './regenerate.tsx';
import { RemoveKeys } from './remove-keys.tsx';
import { TokenCard } from './token-card.tsx';
import { SizeNotice, TokenDetails } from './token-facts.tsx';
import { TokenHistory } from './token-history.tsx';

type CurrentKeysProps = KeysOfProps &
  Readonly<{
    view: KeysView;
    keys: ConsumerKeys;
    token: TokenSummary;
    /** Set if they were just generated, since that button no longer exists. */
    takesFocus: boolean;
  }>;

/** The keys, their current token, the way to the next one, and all that there were. */
export function CurrentKeys({
  application,
  keyType,
  view,
  keys,
  token,
  takesFocus,
}: CurrentKeysProps) {
  const [exported, setExported] = useState<Exporting | null>(null);
  const [revoked, setRevoked] = useState<TokenSummary | null>(null);
  const owner = ownerName(application.name, keyType);
  const tokenBox = useFocusedCopy(takesFocus);

  const exportOne = (one: TokenSummary) => setExported(oneToken(one));

  useCopyKey(token);

  return (
    <>
      <div ref={tokenBox} className={css['whole']}>
        <TokenCard view={view} token={token} onExport={exportOne} onRevoke={setRevoked}>
          <div className={css['notices']}>
            <StaleNotice view={view} />
            <CoverageNotice coverage={view.coverage} />
            <SizeNotice token={token} />
          </div>
        </TokenCard>
      </div>
      <div className={css['columns']}>
        <GivesAccess application={application} view={view} token={token} />
        <Section title={t('keys.keyAndSecret')} isWide>
          <Card>
            <SecretField
              isRow
              label={t('keys.consumerKey')}
              value={keys.consumerKey}
              onCopy={() => void copySecret({ kind: 'consumer-key', id: keys.id }, owner)}
            />
            <SecretValue
              isRow
              key={keys.id}
              label={t('keys.consumerSecret')}
              secretRef={{ kind: 'consumer-secret', id: keys.id }}
              onCopy={() => void copySecret({ kind: 'consumer-secret', id: keys.id }, owner)}
            />
          </Card>
        </Section>
      </div>
      <Card>
        <div className={css['folded']}>
          <Regenerate application={application} keyType={keyType} view={view} token={token} />
          <TokenDetails token={token} />
        </div>
      </Card>
      <ConsumerSecrets application={application} keyType={keyType} keys={keys} />
      <TokenHistory
        application={application}
        keyType={keyType}
        onExport={exportOne}
        onRevoke={setRevoked}
      />
      <Section title={t('keys.moreTitle')}>
        <NotBefore application={application} keyType={keyType} notBefore={view.notBefore} />
        <HandOverSection keysOf={{ applicationId: application.id, keyType }} />
        <RemoveKeys application={application} keyType={keyType} />
      </Section>
      <ExportDialog
        exporting={exported}
        onClose={() => setExported((now) => (now === exported ? null : now))}
      />
      <RevokeDialog token={revoked} onClose={() => setRevoked(null)} />
    </>
  );
}

/** Ctrl/Cmd+C copies the token, unless text is selected or something else has the key. */
function useCopyKey(token: TokenSummary): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      const isCopy = event.key === 'c' && (event.ctrlKey || event.metaKey) && !event.shiftKey;
      const isElsewhere =
        event.target instanceof Element &&
        event.target.closest('input, textarea, [role="listbox"], [role="grid"], [role="dialog"]');
      const hasText = window.getSelection()?.isCollapsed === false;
      if (isCopy && !isElsewhere && !hasText && !event.defaultPrevented) {
        void copyShownToken(token);
      }
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [token]);
}

/** Focuses Copy after Generate Keys, so that Enter copies the new token. */
function useFocusedCopy(takesFocus: boolean) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!takesFocus) return;
    const buttons = box.current?.querySelectorAll('button') ?? [];
    [...buttons].find((button) => button.textContent?.startsWith(t('keys.copyToken')))?.focus();
  }, [takesFocus]);
  return box;
}

/** Changes other than subscriptions, which the next notice shows. */
function StaleNotice({ view }: Readonly<{ view: KeysView }>) {
  const reasons = view.staleReasons.filter((reason) => reason !== 'subscriptions');
  if (reasons.length === 0) return null;
  return (
    <Notice tone="warning" title={t('keys.staleTitle')}>
      <StaleReasons reasons={reasons} />
    </Notice>
  );
}

import { useState } from 'react';
import type { InspectedKey, Inspection } from '../../../shared/domain/inspection.ts';
import { activeOf, type TokenSummary } from '../../../shared/domain/token.ts';
import { ownerName } from '../../../shared/words/key-types.ts';
import { t } from '../../../shared/words/words.ts';
import { Moment } from '../../format/moment.tsx';
import { keysTabs, openApplication } from '../../program/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { ButtonRow } from '../../ui/form-layout.tsx';
import { KeyValue } from '../../ui/key-value.tsx';
import { Notice } from '../../ui/notice.tsx';
import { noTokens, oneToken, type Selection } from '../export/token-selection.ts';
import { RevokeDialog } from '../tokens/revoke-dialog.tsx';
import css from './inspected.module.css';

const LINES = 14;

type InspectedProps = Readonly<{
  found: Inspection;
  /** Called when the person goes to another page. */
  onLeave: () => void;
  /** Called when the token was changed, so that it is inspected again. */
  onChanged: () => void;
}>;

/** The verdict, its reasons, and the content. */
export function Inspected({ found, onLeave, onChanged }: InspectedProps) {
  const { kind, valid, reasons, header, claims, keys, token } = found;
  const isToken = kind === 'token' || kind === 'encrypted-token';
  return (
    <>
      {isToken && (
        <Notice
          tone={valid ? 'success' : 'danger'}
          title={valid ? t('inspect.valid') : t('inspect.refused')}
        >
          {reasons.length > 0 && (
            <ul className={css['reasons']}>
              {reasons.map((reason) => (
                <li key={reason}>{t(`inspect.reasons.${reason}`)}</li>
              ))}
            </ul>
          )}
        </Notice>
      )}
      {kind === 'encrypted-key' && <Notice>{t('inspect.encryptedKey')}</Notice>}
      {token !== null && <Ours token={token} onLeave={onLeave} onChanged={onChanged} />}
      {header !== null && (
        <CodeBlock label={t('inspect.header')} maxLines={LINES}>
          {header}
        </CodeBlock>
      )}
      {claims !== null && (
        <CodeBlock label={t('inspect.claims')} maxLines={LINES}>
          {claims}
        </CodeBlock>
      )}
      {keys.map((key) => (
        <KeyFacts key={`${key.kid} ${key.isPair}`} found={key} />
      ))}
    </>
  );
}

type OursProps = Readonly<{ token: TokenSummary; onLeave: () => void; onChanged: () => void }>;

/** From a leaked token to its revocation, and on to a new one. */
function Ours({ token, onLeave, onChanged }: OursProps) {
  const { applicationId, applicationName, keyType } = token;
  const [revoking, setRevoking] = useState<Selection>(noTokens);
  const isActive = activeOf([token]).length > 0;
  return (
    <>
      <Notice title={t('inspect.isOurs', { owner: ownerName(applicationName, keyType) })}>
        {isActive && t('inspect.leaked')}
      </Notice>
      <ButtonRow>
        {isActive && (
          <Button onPress={() => setRevoking(oneToken(token))}>{t('inspect.revoke')}</Button>
        )}
        <Button
          onPress={() => {
            openApplication(applicationId, keysTabs[keyType]);
            onLeave();
          }}
        >
          {t('inspect.openApplication')}
        </Button>
      </ButtonRow>
      <RevokeDialog tokens={revoking} onClose={() => setRevoking(noTokens)} onRevoked={onChanged} />
    </>
  );
}

function KeyFacts({ found }: Readonly<{ found: InspectedKey }>) {
  const { kid, kind, isPair, isOurs, jwk, pem, subject, validTo } = found;
  return (
    <>
      <Notice tone={isPair ? 'warning' : 'info'}>
        {isPair ? t('inspect.keyPrivate') : t('inspect.keyPublic')}
        {isOurs && ` · ${t('inspect.keyOurs')}`}
      </Notice>
      <KeyValue
        items={[
          { label: t('gateways.kid'), value: kid ?? '', isMono: true },
          { label: t('gateways.algorithm'), value: kind },
          ...(subject === null ? [] : [{ label: t('signingKeys.subject'), value: subject }]),
          ...(validTo === null
            ? []
            : [{ label: t('gateways.validUntil'), value: <Moment at={validTo} /> }]),
        ]}
      />
      <CodeBlock label={t('inspect.asJwk')} maxLines={LINES}>
        {jwk}
      </CodeBlock>
      <CodeBlock label={t('inspect.asPem')} maxLines={LINES}>
        {pem}
      </CodeBlock>
    </>
  );
}

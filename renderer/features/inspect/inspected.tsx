import type { InspectedKey, Inspection } from '../../../shared/domain/inspection.ts';
import type { TokenSummary } from '../../../shared/domain/token.ts';
import { t } from '../../../shared/words/words.ts';
import { Moment } from '../../format/moment.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { KeyValue } from '../../ui/key-value.tsx';
import { Notice } from '../../ui/notice.tsx';
import css from './inspected.module.css';
import { Leaked } from './leaked.tsx';

const LINES = 14;

type InspectedProps = Readonly<{
  found: Inspection;
  /** Called when the person goes to another page. */
  onLeave: () => void;
  /** Called when the token was changed, so that it is inspected again. */
  onChanged: (token: TokenSummary) => void;
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
      {token !== null && (
        <Leaked token={token} onLeave={onLeave} onChanged={() => onChanged(token)} />
      )}
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
      {jwk !== null && (
        <CodeBlock label={t('inspect.asJwk')} maxLines={LINES}>
          {jwk}
        </CodeBlock>
      )}
      <CodeBlock label={t('inspect.asPem')} maxLines={LINES}>
        {pem}
      </CodeBlock>
    </>
  );
}

import { Fragment } from 'react';
import { TOKEN_SIZE_WARNING, type TokenSummary } from '../../../shared/domain/token.ts';
import { t } from '../../../shared/words/words.ts';
import { Moment } from '../../format/moment.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { KeyDrawing } from '../../ui/key-drawing.tsx';
import { KeyValue } from '../../ui/key-value.tsx';
import { Notice } from '../../ui/notice.tsx';
import css from './token-facts.module.css';

type TokenProps = Readonly<{ token: TokenSummary }>;

/** The facts at the foot of the card. */
export function TokenSummaryFacts({ token }: TokenProps) {
  const { scopes, apiCount, expiresAt, neverExpires, kid, algorithm, size } = token;
  const facts = [
    {
      label: t('keys.expires'),
      value: neverExpires ? t('tokenStatus.never') : <Moment at={expiresAt} />,
    },
    {
      label: t('keys.apisAndScopes'),
      value: t('keys.apisAndScopesValue', { apis: apiCount, scopes: scopes.length }),
    },
    {
      label: t('keys.signedWith'),
      value: (
        <>
          {algorithm} · <code title={kid}>{shortened(kid)}</code>
        </>
      ),
    },
    { label: t('keys.size'), value: <Size size={size} /> },
  ];
  return (
    <dl className={css['facts']}>
      {facts.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const KID_END = 4;

function shortened(kid: string): string {
  return `${kid.slice(0, KID_END)}…${kid.slice(-KID_END)}`;
}

/** How much of the longest header that many servers accept. */
function Size({ size }: Readonly<{ size: number }>) {
  const share = Math.min(100, (size / TOKEN_SIZE_WARNING) * 100);
  return (
    <>
      <span title={t('keys.bytes', { size })}>
        {t('keys.sizeOf', { size: Math.round(size / 102.4) / 10, most: TOKEN_SIZE_WARNING / 1024 })}
      </span>
      <span className={css['meter']} aria-hidden>
        <span style={{ inlineSize: `${share}%` }} />
      </span>
    </>
  );
}

/** What few people need, and the key that the token draws. */
export function TokenDetails({ token }: TokenProps) {
  const { id, scopes, kid, algorithm, issuer, audience, size } = token;
  return (
    <Disclosure title={t('keys.details')}>
      <div className={css['details']}>
        <KeyValue
          items={[
            { label: t('keys.jti'), value: id, isMono: true },
            { label: t('keys.kid'), value: kid, isMono: true },
            { label: t('keys.algorithm'), value: algorithm, isMono: true },
            { label: t('keys.issuer'), value: issuer, isMono: true },
            { label: t('keys.audience'), value: <OnLines texts={audience} />, isMono: true },
            { label: t('keys.size'), value: t('keys.bytes', { size }) },
            { label: t('keys.scopesGranted'), value: <OnLines texts={scopes} />, isMono: true },
          ]}
        />
        <KeyDrawing bow={kid} cuts={id} />
      </div>
    </Disclosure>
  );
}

function OnLines({ texts }: Readonly<{ texts: readonly string[] }>) {
  return texts.map((text) => (
    <Fragment key={text}>
      {text}
      <br />
    </Fragment>
  ));
}

export function SizeNotice({ token }: TokenProps) {
  if (token.size <= TOKEN_SIZE_WARNING) return null;
  return (
    <Notice tone="warning" title={t('keys.tooLong')}>
      {t('keys.tooLongText', { size: token.size })}
    </Notice>
  );
}

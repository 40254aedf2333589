import { Fragment } from 'react';
import { TOKEN_SIZE_WARNING, type TokenSummary } from '../../../shared/domain/token.ts';
import { t } from '../../../shared/words/words.ts';
import { Moment } from '../../format/moment.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { KeyValue } from '../../ui/key-value.tsx';
import { Notice } from '../../ui/notice.tsx';

type TokenProps = Readonly<{ token: TokenSummary }>;

/** More scopes than these would push Re-generate out of the window: they are in the details. */
const FEW_SCOPES = 10;

export function TokenFacts({ token }: TokenProps) {
  const {
    id,
    scopes,
    apiCount,
    issuedAt,
    expiresAt,
    neverExpires,
    kid,
    algorithm,
    issuer,
    audience,
    size,
  } = token;
  const isMany = scopes.length > FEW_SCOPES;
  return (
    <>
      <KeyValue
        items={[
          {
            label: t('keys.scopesGranted'),
            value: isMany ? t('keys.scopeCount', { count: scopes.length }) : scopes.join(' '),
            isMono: !isMany,
          },
          { label: t('keys.covers'), value: t('keys.coversApis', { count: apiCount }) },
          { label: t('keys.issued'), value: <Moment at={issuedAt} /> },
          {
            label: t('keys.expires'),
            value: neverExpires ? t('tokenStatus.never') : <Moment at={expiresAt} />,
          },
        ]}
      />
      <Disclosure title={t('keys.details')}>
        <KeyValue
          items={[
            { label: t('keys.jti'), value: id, isMono: true },
            { label: t('keys.kid'), value: kid, isMono: true },
            { label: t('keys.algorithm'), value: algorithm, isMono: true },
            { label: t('keys.issuer'), value: issuer, isMono: true },
            { label: t('keys.audience'), value: <OnLines texts={audience} />, isMono: true },
            { label: t('keys.size'), value: t('keys.bytes', { size }) },
            ...(isMany
              ? [
                  {
                    label: t('keys.scopesGranted'),
                    value: <OnLines texts={scopes} />,
                    isMono: true,
                  },
                ]
              : []),
          ]}
        />
      </Disclosure>
    </>
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

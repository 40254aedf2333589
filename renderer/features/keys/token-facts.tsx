import { Fragment } from 'react';
import { TOKEN_SIZE_WARNING, type TokenSummary } from '../../../shared/domain/token.ts';
import { Moment } from '../../format/moment.tsx';
import { keysStrings as words } from '../../strings/keys.ts';
import { tokenFateStrings } from '../../strings/token-fate.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { KeyValue } from '../../ui/key-value.tsx';
import { Notice } from '../../ui/notice.tsx';

type TokenProps = Readonly<{ token: TokenSummary }>;

/** More scopes than these would push Re-generate out of the window: they stand in the details. */
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
            label: words.scopesGranted,
            value: isMany ? words.scopeCount(scopes.length) : scopes.join(' '),
            isMono: !isMany,
          },
          { label: words.covers, value: words.coversApis(apiCount) },
          { label: words.issued, value: <Moment at={issuedAt} /> },
          {
            label: words.expires,
            value: neverExpires ? tokenFateStrings.never : <Moment at={expiresAt} />,
          },
        ]}
      />
      <Disclosure title={words.details}>
        <KeyValue
          items={[
            { label: words.jti, value: id, isMono: true },
            { label: words.kid, value: kid, isMono: true },
            { label: words.algorithm, value: algorithm, isMono: true },
            { label: words.issuer, value: issuer, isMono: true },
            { label: words.audience, value: <OnLines texts={audience} />, isMono: true },
            { label: words.size, value: words.bytes(size) },
            ...(isMany
              ? [{ label: words.scopesGranted, value: <OnLines texts={scopes} />, isMono: true }]
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
    <Notice tone="warning" title={words.tooLong}>
      {words.tooLongText(token.size)}
    </Notice>
  );
}

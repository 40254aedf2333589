import { useEffect, useRef } from 'react';
import { TOKEN_SIZE_WARNING } from '../../../shared/domain/token.ts';
import type {
  TokenPreview as Preview,
  PreviewRequest,
} from '../../../shared/domain/token-preview.ts';
import { neverExpires as isNever } from '../../../shared/domain/validity.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t, tList } from '../../../shared/words/words.ts';
import { formatDateTime } from '../../format/time.ts';
import { useChannel } from '../../program/calls.ts';
import { CodeBlock } from '../../ui/code-block.tsx';
import { KeyValue } from '../../ui/key-value.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Placeholder } from '../../ui/placeholder.tsx';
import { Section } from '../../ui/section.tsx';
import { Verdicts } from '../gateways/verdicts.tsx';

const LINES = 16;

/** The token that the form would make, as the program would write it. */
export function TokenPreview({ request }: Readonly<{ request: PreviewRequest }>) {
  const { data, error } = useChannel('token:preview', request, { keepPrevious: true });
  const section = useRef<HTMLElement>(null);
  const isAnswered = data !== undefined || error !== null;
  // It opens below the form, often below the end of the window.
  useEffect(() => {
    if (isAnswered) section.current?.scrollIntoView({ block: 'nearest' });
  }, [isAnswered]);
  return (
    <Section ref={section} title={t('issue.previewTitle')} description={t('issue.previewNote')}>
      {error !== null && <Notice tone="danger">{errorText(error.error)}</Notice>}
      {error === null && data === undefined && (
        <Placeholder label={t('issue.previewTitle')} lines={8} />
      )}
      {error === null && data !== undefined && <Previewed preview={data} request={request} />}
    </Section>
  );
}

type PreviewedProps = Readonly<{ preview: Preview; request: PreviewRequest }>;

function Previewed({ preview, request }: PreviewedProps) {
  const { size, expiresAt, header, claims } = preview;
  const neverExpires = isNever(request.validitySeconds);
  return (
    <>
      {size >= TOKEN_SIZE_WARNING && (
        <Notice tone="warning" title={t('keys.tooLong')}>
          {t('keys.tooLongText', { size })}
        </Notice>
      )}
      <KeyValue
        items={[
          {
            label: t('keys.size'),
            value: t('issue.previewSize', { size, moment: formatDateTime(expiresAt) }),
          },
          ...partsOf(preview).map(([label, names]) => ({
            label,
            value: tList(names, 'unit'),
          })),
        ]}
      />
      <CodeBlock label={t('issue.previewHeader')} maxLines={LINES}>
        {header}
      </CodeBlock>
      <CodeBlock label={t('issue.previewClaims')} maxLines={LINES}>
        {claims}
      </CodeBlock>
      <Verdicts token={{ ...preview, scopes: request.scopes, neverExpires }} />
    </>
  );
}

/** What is in the token, and what isn't, with the reason. */
function partsOf({ scopes, subscriptions }: Preview): [label: string, names: string[]][] {
  const entries = [
    ...subscriptions.map(({ api, plan, reason }) => ({
      name: t('issue.entry', { name: api, plan }),
      reason: reason && t(`issue.subscriptionReasons.${reason}`),
    })),
    ...scopes.map(({ name, reason }) => ({
      name,
      reason: reason && t(`issue.scopeReasons.${reason}`),
    })),
  ];
  const included = entries.filter(({ reason }) => reason === null).map(({ name }) => name);
  const leftOut = entries.flatMap(({ name, reason }) =>
    reason === null ? [] : [t('issue.entryReason', { name, reason })],
  );
  const parts: [string, string[]][] = [
    [t('issue.previewIncluded'), included],
    [t('issue.previewLeftOut'), leftOut],
  ];
  return parts.filter(([, names]) => names.length > 0);
}

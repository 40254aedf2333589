import type { GatewayView } from '../../../shared/domain/gateway.ts';
import { errorText } from '../../../shared/words/en/errors.ts';
import { Moment } from '../../format/moment.tsx';
import { useChannel } from '../../program/calls.ts';
import { frameStrings } from '../../strings/frame.ts';
import { gatewaysStrings as words } from '../../strings/gateways.ts';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { KeyValue } from '../../ui/key-value.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Placeholder } from '../../ui/placeholder.tsx';
import { PageBody, Section } from '../../ui/section.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { GatewayFiles } from './gateway-files.tsx';
import css from './gateways.module.css';
import { IssuerForm } from './issuer-form.tsx';

/** All that a gateway must know to accept the workspace's tokens without ever calling Latchkey. */
export function Gateways() {
  const { data, error } = useChannel('gateway:get', {});
  return (
    <>
      <PageHeader title={words.title} subtitle={words.subtitle} />
      <PageBody>
        {error !== null && <Notice tone="danger">{errorText(error.error)}</Notice>}
        {data !== undefined && <Known gateway={data} />}
        {data === undefined && error === null && (
          <Placeholder label={frameStrings.loading} lines={8} />
        )}
      </PageBody>
    </>
  );
}

function Known({ gateway }: Readonly<{ gateway: GatewayView }>) {
  const [current] = gateway.publicKeys;
  return (
    <>
      <GatewayFiles revokedCount={gateway.revokedCount} />
      <IssuerForm />
      {gateway.publicKeys.map((key) => (
        <Section
          key={key.kid}
          title={key === current ? words.keyTitle : words.retiredTitle}
          description={key === current ? words.keyText : words.retiredText}
        >
          <KeyValue
            items={[
              { label: words.algorithm, value: key.algorithm },
              { label: words.kid, value: key.kid, isMono: true },
              { label: words.fingerprint, value: key.fingerprint, isMono: true },
              { label: words.created, value: <Moment at={key.createdAt} /> },
              { label: words.validUntil, value: <Moment at={key.certificateExpiresAt} /> },
            ]}
          />
        </Section>
      ))}
      <Section title={words.jwksTitle} description={words.jwksText}>
        <CodeBlock label={words.files.jwks.file} maxLines={12} onCopy={() => void copyJwks()}>
          {gateway.jwks}
        </CodeBlock>
      </Section>
      <Section title={words.howTitle}>
        <div>
          <Disclosure title={words.haproxyTitle}>
            <Steps steps={words.haproxySteps} />
          </Disclosure>
          <Disclosure title={words.anyTitle}>
            <Steps steps={words.anySteps(current?.algorithm ?? '')} />
          </Disclosure>
        </div>
      </Section>
    </>
  );
}

async function copyJwks(): Promise<void> {
  const result = await window.latchkey.call('gateway:copy-jwks', {});
  // The toast of whatever is copied: what was copied before is no more.
  const key = 'copied';
  if (result.ok) {
    showToast({
      key,
      tone: 'success',
      title: words.files.jwks.name,
      description: words.jwksCopied,
    });
  } else {
    showToast({
      key,
      tone: 'danger',
      title: words.notCopied,
      description: errorText(result.error),
    });
  }
}

function Steps({ steps }: Readonly<{ steps: readonly string[] }>) {
  return (
    <ol className={css['steps']}>
      {steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  );
}

import type { GatewayView } from '../../../shared/domain/gateway.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { Moment } from '../../format/moment.tsx';
import { useChannel } from '../../program/calls.ts';
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

/** All that a gateway needs to accept the workspace's tokens without calling Latchkey. */
export function Gateways() {
  const { data, error } = useChannel('gateway:get', {});
  return (
    <>
      <PageHeader title={t('gateways.title')} subtitle={t('gateways.subtitle')} />
      <PageBody>
        {error !== null && <Notice tone="danger">{errorText(error.error)}</Notice>}
        {data !== undefined && <Known gateway={data} />}
        {data === undefined && error === null && (
          <Placeholder label={t('frame.loading')} lines={8} />
        )}
      </PageBody>
    </>
  );
}

function Known({ gateway }: Readonly<{ gateway: GatewayView }>) {
  const [current] = gateway.publicKeys;
  return (
    <>
      <GatewayFiles gateway={gateway} />
      <IssuerForm />
      {gateway.publicKeys.map((key) => (
        <Section
          key={key.kid}
          title={key === current ? t('gateways.keyTitle') : t('gateways.retiredTitle')}
          description={key === current ? t('gateways.keyText') : t('gateways.retiredText')}
        >
          <KeyValue
            items={[
              { label: t('gateways.algorithm'), value: key.algorithm },
              { label: t('gateways.kid'), value: key.kid, isMono: true },
              { label: t('gateways.fingerprint'), value: key.fingerprint, isMono: true },
              { label: t('gateways.created'), value: <Moment at={key.createdAt} /> },
              { label: t('gateways.validUntil'), value: <Moment at={key.certificateExpiresAt} /> },
            ]}
          />
        </Section>
      ))}
      <Section title={t('gateways.jwksTitle')} description={t('gateways.jwksText')}>
        <CodeBlock
          label={t('gateways.files.jwks.file')}
          maxLines={12}
          onCopy={() => void copyJwks()}
        >
          {gateway.jwks}
        </CodeBlock>
      </Section>
      <Section title={t('gateways.howTitle')}>
        <div>
          <Disclosure title={t('gateways.haproxyTitle')}>
            <Steps
              steps={[
                t('gateways.haproxySteps.1'),
                t('gateways.haproxySteps.2'),
                t('gateways.haproxySteps.3'),
                t('gateways.haproxySteps.4'),
              ]}
            />
          </Disclosure>
          <Disclosure title={t('gateways.anyTitle')}>
            <Steps
              steps={[
                t('gateways.anySteps.1'),
                t('gateways.anySteps.2'),
                t('gateways.anySteps.3', { algorithm: current?.algorithm ?? '' }),
                t('gateways.anySteps.4'),
                t('gateways.anySteps.5'),
              ]}
            />
          </Disclosure>
        </div>
      </Section>
    </>
  );
}

async function copyJwks(): Promise<void> {
  const result = await window.latchkey.call('gateway:copy-jwks', {});
  // One toast for all copies: each copy replaces the last one on the clipboard.
  const key = 'copied';
  if (result.ok) {
    showToast({
      key,
      tone: 'success',
      title: t('gateways.files.jwks.name'),
      description: t('gateways.jwksCopied'),
    });
  } else {
    showToast({
      key,
      tone: 'danger',
      title: t('gateways.notCopied'),
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

import type { GatewayView } from '../../../shared/domain/gateway.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { Moment } from '../../format/moment.tsx';
import { useChannel } from '../../program/calls.ts';
import { CodeBlock } from '../../ui/code-block.tsx';
import { KeyValue } from '../../ui/key-value.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Placeholder } from '../../ui/placeholder.tsx';
import { PageBody, Section } from '../../ui/section.tsx';
import { copyPublic } from './copy-public.ts';
import { EnginePage } from './engine-page.tsx';
import { GatewayFiles } from './gateway-files.tsx';
import { useGatewayPage } from './gateway-store.ts';
import { IssuerForm } from './issuer-form.tsx';

/** All that a gateway needs to accept the workspace's tokens without calling Latchkey. */
export function Gateways() {
  const engine = useGatewayPage((page) => page.engine);
  const { data, error } = useChannel('gateway:get', {});
  if (engine !== null && data !== undefined && error === null) {
    return <EnginePage key={engine} id={engine} gateway={data} />;
  }
  return (
    <>
      <PageHeader level={2} title={t('gateways.allFiles')} subtitle={t('gateways.subtitle')} />
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
          onCopy={() => void copyPublic('jwks', t('gateways.files.jwks.name'))}
        >
          {gateway.jwks}
        </CodeBlock>
      </Section>
    </>
  );
}

import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import type { EngineId } from '../../../shared/domain/engines/engine.ts';
import { engines } from '../../../shared/domain/engines/verdict.ts';
import { type GatewayView, hasChanged } from '../../../shared/domain/gateway.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { formatDateTime } from '../../format/time.ts';
import { useChannel } from '../../program/calls.ts';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { KeyValue } from '../../ui/key-value.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PageBody, Section } from '../../ui/section.tsx';
import { changeText } from './change-text.ts';
import { copyPublic } from './copy-public.ts';
import { EngineVerdict } from './engine-verdict.tsx';
import css from './gateways.module.css';
import { useExport } from './use-export.ts';

type EnginePageProps = Readonly<{ id: EngineId; gateway: GatewayView }>;

/** How one engine is set up, whether it accepts a token, and whether its files are out of date. */
export function EnginePage({ id, gateway }: EnginePageProps) {
  const { name, provenWith, since } = engines[id];
  const last = gateway.exports.find(({ file }) => file === id);
  const changes = gateway.changes.find(({ file }) => file === id);
  const proof =
    provenWith === null ? t('gateways.documented') : t('gateways.proven', { program: provenWith });
  const subtitle = since === '' ? proof : `${t('gateways.since', { version: since })} · ${proof}`;
  return (
    <>
      <PageHeader level={2} title={name} subtitle={subtitle} />
      <PageBody>
        {last !== undefined && changes !== undefined && hasChanged(changes) && (
          <Notice tone="warning" title={t('gateways.again')}>
            {changeText(changes, last)}
          </Notice>
        )}
        <EngineVerdict id={id} gateway={gateway} />
        <Steps id={id} gateway={gateway} />
        <Section title={t('gateways.issuerTitle')} description={t('gateways.issuerText')}>
          <KeyValue
            items={[
              {
                label: t('gateways.issuer'),
                value: (
                  <Copied
                    label={t('gateways.copyIssuer')}
                    onCopy={() => void copyPublic('issuer', t('gateways.copied.issuer'))}
                  >
                    {gateway.issuer}
                  </Copied>
                ),
                isMono: true,
              },
              {
                label: t('gateways.audience'),
                value: (
                  <Copied
                    label={t('gateways.copyAudience')}
                    onCopy={() => void copyPublic('audience', t('gateways.copied.audience'))}
                  >
                    {gateway.audience.join(', ')}
                  </Copied>
                ),
                isMono: true,
              },
            ]}
          />
        </Section>
      </PageBody>
    </>
  );
}

type CopiedProps = Readonly<{ label: string; onCopy: () => void; children: string }>;

function Copied({ label, onCopy, children }: CopiedProps) {
  return (
    <span className={css['copied']}>
      <span className={css['value']}>{children}</span>
      <IconButton label={label} icon={Copy} onPress={onCopy} />
    </span>
  );
}

function Steps({ id, gateway }: EnginePageProps) {
  const { name, file, place, check, reload } = engines[id];
  const last = gateway.exports.find((one) => one.file === id);
  const { data, error } = useChannel('gateway:engine', { engine: id });
  const { write, pending } = useExport(id, t('gateways.exportedEngine', { engine: name }));
  const paths = [file, ...(data?.companions ?? [])];
  const commands = [check, reload].filter((command) => command !== '').join('\n');
  return (
    <Section title={t('gateways.stepsTitle')}>
      <ol className={css['setup']}>
        <Step title={t('gateways.stepExport')}>
          <p>{t('gateways.stepExportText', { place })}</p>
          <ul className={css['paths']} aria-label={t('gateways.engineFiles', { engine: name })}>
            {paths.map((path) => (
              <li key={path}>
                <code>{path}</code>
              </li>
            ))}
          </ul>
          <div className={css['action']}>
            <Button variant="primary" isPending={pending} onPress={() => void write()}>
              {t('gateways.exportFiles', { count: paths.length })}
            </Button>
            <span className={css['text']}>
              {last === undefined
                ? t('gateways.never')
                : t('gateways.lastExport', {
                    number: last.number,
                    moment: formatDateTime(last.exportedAt),
                  })}
            </span>
          </div>
        </Step>
        <Step title={t('gateways.stepUse')}>
          <p>{t(`engines.${id}.use`)}</p>
          {error !== null && <Notice tone="danger">{errorText(error.error)}</Notice>}
          {data !== undefined && (
            <CodeBlock
              label={file}
              maxLines={16}
              onCopy={() => void copyPublic(id, t('gateways.copied.config'))}
            >
              {data.config}
            </CodeBlock>
          )}
          {data?.isCut === true && <p className={css['text']}>{t('gateways.cut')}</p>}
        </Step>
        {commands !== '' && (
          <Step title={t('gateways.stepLoad')}>
            <CodeBlock label={t('gateways.commands')} maxLines={3}>
              {commands}
            </CodeBlock>
          </Step>
        )}
        <Step title={t('gateways.stepTry')}>
          <CodeBlock label={t('gateways.request')} maxLines={2}>
            {'curl -i -H "Authorization: Bearer $TOKEN" https://your-gateway/your-api'}
          </CodeBlock>
          <p className={css['text']}>{t('gateways.stepTryText')}</p>
        </Step>
      </ol>
    </Section>
  );
}

function Step({ title, children }: Readonly<{ title: string; children: ReactNode }>) {
  return (
    <li className={css['step']}>
      <h3 className={css['steptitle']}>{title}</h3>
      {children}
    </li>
  );
}

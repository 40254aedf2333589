import { FileBadge, FileCog, FileKey, FileX, type LucideIcon } from 'lucide-react';
import {
  type GatewayExport,
  type GatewayFile,
  type GatewayView,
  gatewayFiles,
} from '../../../shared/domain/gateway.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { formatDateTime } from '../../format/time.ts';
import { useAction } from '../../program/calls.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { showToast } from '../../ui/toasts.tsx';
import css from './gateways.module.css';

const icons: Readonly<Record<GatewayFile, LucideIcon>> = {
  jwks: FileKey,
  certificate: FileBadge,
  haproxy: FileCog,
  revocations: FileX,
  'revocations-json': FileX,
  'revocations-map': FileX,
  'revocations-nginx': FileX,
  'revocations-apache': FileX,
  'revocations-jwt': FileX,
};

type GatewayFilesProps = Readonly<{
  gateway: GatewayView;
}>;

/** The four files, what each is for, and whether the last one is needed now. */
export function GatewayFiles({ gateway }: GatewayFilesProps) {
  return (
    <Section title={t('gateways.filesTitle')} description={t('gateways.filesText')}>
      <ul className={css['files']}>
        {gatewayFiles.map((file) => (
          <FileRow key={file} file={file} last={gateway.exports.find((one) => one.file === file)} />
        ))}
      </ul>
      <RevocationNotice gateway={gateway} />
    </Section>
  );
}

/** Hidden after a list is exported, until more tokens are revoked. */
function RevocationNotice({ gateway }: GatewayFilesProps) {
  const { revokedSinceExport: count, revocationsExportedAt: since } = gateway;
  if (count === 0) return <Notice>{t('gateways.noneRevoked')}</Notice>;
  const title =
    since === null
      ? t('gateways.revokedTitle', { count })
      : t('gateways.revokedSince', { count, moment: formatDateTime(since) });
  return (
    <Notice tone="warning" title={title}>
      {t('gateways.revokedText', { count })}
    </Notice>
  );
}

type FileRowProps = Readonly<{ file: GatewayFile; last: GatewayExport | undefined }>;

function FileRow({ file, last }: FileRowProps) {
  const { run, pending } = useAction('gateway:export');
  const Glyph = icons[file];

  async function write(): Promise<void> {
    const result = await run({ file });
    const key = 'gateway-file';
    if (!result.ok) {
      showToast({
        key,
        tone: 'danger',
        title: t('gateways.notExported'),
        description: errorText(result.error),
      });
    } else if (result.value !== null) {
      showToast({
        key,
        tone: 'success',
        title: t(`gateways.files.${file}.done`),
        description: result.value.path,
      });
    }
  }

  return (
    <li className={css['file']}>
      <Glyph className={css['icon']} size={16} strokeWidth={1.75} aria-hidden />
      <div className={css['words']}>
        <div className={css['name']}>
          {t(`gateways.files.${file}.name`)}{' '}
          <code className={css['path']}>{t(`gateways.files.${file}.file`)}</code>
        </div>
        <div className={css['text']}>{t(`gateways.files.${file}.text`)}</div>
        {last !== undefined && (
          <div className={css['text']}>
            {t('gateways.lastExport', {
              number: last.number,
              moment: formatDateTime(last.exportedAt),
            })}
          </div>
        )}
      </div>
      <Button isPending={pending} onPress={() => void write()}>
        {t(`gateways.files.${file}.button`)}
      </Button>
    </li>
  );
}

import { FileBadge, FileCog, FileKey, FileX, type LucideIcon } from 'lucide-react';
import {
  type CommonFile,
  commonFiles,
  type GatewayView,
  type RevocationFile,
  revocationFiles,
} from '../../../shared/domain/gateway.ts';
import { t } from '../../../shared/words/words.ts';
import { formatDateTime } from '../../format/time.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { changeText } from './change-text.ts';
import css from './gateways.module.css';
import { useExport } from './use-export.ts';

type PlainFile = CommonFile | RevocationFile;

const icons: Readonly<Record<PlainFile, LucideIcon>> = {
  jwks: FileKey,
  certificate: FileBadge,
  'public-keys': FileKey,
  certificates: FileBadge,
  issuer: FileCog,
  revocations: FileX,
  'revocations-json': FileX,
  'revocations-map': FileX,
  'revocations-nginx': FileX,
  'revocations-apache': FileX,
  'revocations-jwt': FileX,
  'status-list': FileX,
};

type GatewayFilesProps = Readonly<{
  gateway: GatewayView;
}>;

/** The files for any engine: keys, then revocation lists, and whether a list is needed now. */
export function GatewayFiles({ gateway }: GatewayFilesProps) {
  return (
    <>
      <Section title={t('gateways.commonTitle')}>
        <FileList files={commonFiles} gateway={gateway} />
      </Section>
      <Section title={t('gateways.listsTitle')} description={t('gateways.listsText')}>
        <RevocationNotice gateway={gateway} />
        <FileList files={revocationFiles} gateway={gateway} />
      </Section>
    </>
  );
}

function FileList({
  files,
  gateway,
}: GatewayFilesProps & Readonly<{ files: readonly PlainFile[] }>) {
  return (
    <ul className={css['files']}>
      {files.map((file) => (
        <FileRow key={file} file={file} gateway={gateway} />
      ))}
    </ul>
  );
}

/** Whether gateways must get a list: a revoked token that has expired needs none. */
export function RevocationNotice({ gateway }: GatewayFilesProps) {
  const { revokedCount, revokedSinceExport: count, revocationsExportedAt: since } = gateway;
  if (count === 0) {
    const isListed = revokedCount > 0 && since !== null;
    const text = isListed
      ? t('gateways.allExported', { count: revokedCount, moment: formatDateTime(since) })
      : t('gateways.noneRevoked');
    return <Notice>{text}</Notice>;
  }
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

function FileRow({ file, gateway }: GatewayFilesProps & Readonly<{ file: PlainFile }>) {
  const { write, pending } = useExport(file, t(`gateways.files.${file}.done`));
  const last = gateway.exports.find((one) => one.file === file);
  const changes = gateway.changes.find((one) => one.file === file);
  const changed = last && changes ? changeText(changes, last) : '';
  const Glyph = icons[file];
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
        {changed !== '' && <div className={css['changed']}>{changed}</div>}
      </div>
      <Button
        action={`gateways.files.${file}.button`}
        isPending={pending}
        onPress={() => void write()}
      >
        {t(`gateways.files.${file}.button`)}
      </Button>
    </li>
  );
}

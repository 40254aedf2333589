import { FileBadge, FileCog, FileKey, FileX, type LucideIcon } from 'lucide-react';
import { type GatewayFile, gatewayFiles } from '../../../shared/domain/gateway.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
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
};

type GatewayFilesProps = Readonly<{
  /** Tokens that gateways would still accept although they are revoked. */
  revokedCount: number;
}>;

/** The four files, what each is for, and whether the last one is needed now. */
export function GatewayFiles({ revokedCount }: GatewayFilesProps) {
  return (
    <Section title={t('gateways.filesTitle')} description={t('gateways.filesText')}>
      <ul className={css['files']}>
        {gatewayFiles.map((file) => (
          <FileRow key={file} file={file} />
        ))}
      </ul>
      {revokedCount > 0 ? (
        <Notice tone="warning" title={t('gateways.revokedTitle', { count: revokedCount })}>
          {t('gateways.revokedText', { count: revokedCount })}
        </Notice>
      ) : (
        <Notice>{t('gateways.noneRevoked')}</Notice>
      )}
    </Section>
  );
}

function FileRow({ file }: Readonly<{ file: GatewayFile }>) {
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
      </div>
      <Button isPending={pending} onPress={() => void write()}>
        {t(`gateways.files.${file}.button`)}
      </Button>
    </li>
  );
}

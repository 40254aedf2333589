import { FileBadge, FileCog, FileKey, FileX, type LucideIcon } from 'lucide-react';
import { type GatewayFile, gatewayFiles } from '../../../shared/domain/gateway.ts';
import { errorText } from '../../../shared/words/en/errors.ts';
import { useAction } from '../../program/calls.ts';
import { gatewaysStrings as words } from '../../strings/gateways.ts';
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
    <Section title={words.filesTitle} description={words.filesText}>
      <ul className={css['files']}>
        {gatewayFiles.map((file) => (
          <FileRow key={file} file={file} />
        ))}
      </ul>
      {revokedCount > 0 ? (
        <Notice tone="warning" title={words.revokedTitle(revokedCount)}>
          {words.revokedText(revokedCount)}
        </Notice>
      ) : (
        <Notice>{words.noneRevoked}</Notice>
      )}
    </Section>
  );
}

function FileRow({ file }: Readonly<{ file: GatewayFile }>) {
  const { run, pending } = useAction('gateway:export');
  const Glyph = icons[file];
  const said = words.files[file];

  async function write(): Promise<void> {
    const result = await run({ file });
    const key = 'gateway-file';
    if (!result.ok) {
      showToast({
        key,
        tone: 'danger',
        title: words.notExported,
        description: errorText(result.error),
      });
    } else if (result.value !== null) {
      showToast({ key, tone: 'success', title: said.done, description: result.value.path });
    }
  }

  return (
    <li className={css['file']}>
      <Glyph className={css['icon']} size={16} strokeWidth={1.75} aria-hidden />
      <div className={css['words']}>
        <div className={css['name']}>
          {said.name} <code className={css['path']}>{said.file}</code>
        </div>
        <div className={css['text']}>{said.text}</div>
      </div>
      <Button isPending={pending} onPress={() => void write()}>
        {said.button}
      </Button>
    </li>
  );
}

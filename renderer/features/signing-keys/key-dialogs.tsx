import { useEffect } from 'react';
import type { SigningAlgorithm, SigningKeyView } from '../../../shared/domain/signing-key.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { showToast } from '../../ui/toasts.tsx';
import { CertificateDialog, CertificateFactsDialog } from './certificate-dialog.tsx';
import { CreateKeyDialog } from './create-key-dialog.tsx';
import { ExportKeyDialog } from './export-key-dialog.tsx';
import { DeleteDialog, RetireDialog, RotateDialog } from './rotate-dialog.tsx';

/** Which dialog is open, and for which key. */
export type KeyDialog =
  | { readonly kind: 'create'; readonly algorithm: SigningAlgorithm | null }
  | {
      readonly kind:
        | 'rotate'
        | 'retire'
        | 'delete'
        | 'certificate'
        | 'renew'
        | 'csr'
        | 'set-certificate'
        | 'export';
      readonly key: SigningKeyView;
    };

type KeyDialogsProps = Readonly<{
  open: KeyDialog | null;
  keys: readonly SigningKeyView[];
  onClose: () => void;
}>;

export function KeyDialogs({ open, keys, onClose }: KeyDialogsProps) {
  if (open === null) return null;
  if (open.kind === 'create') {
    return <CreateKeyDialog algorithm={open.algorithm} keys={keys} onClose={onClose} />;
  }
  const { kind, key } = open;
  if (kind === 'rotate') return <RotateDialog next={key} keys={keys} onClose={onClose} />;
  if (kind === 'renew' || kind === 'csr') {
    return <CertificateDialog what={kind} signingKey={key} onClose={onClose} />;
  }
  const Shown = dialogs[kind];
  return <Shown signingKey={key} onClose={onClose} />;
}

type SetCertificateProps = Readonly<{ signingKey: SigningKeyView; onClose: () => void }>;

/** Only opens the system's file dialog. */
function SetCertificate({ signingKey: { id }, onClose }: SetCertificateProps) {
  useEffect(() => {
    void choose(id).finally(onClose);
    // Once: closing it makes a new `onClose`.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [id]);
  return null;
}

async function choose(id: SigningKeyView['id']): Promise<void> {
  const set = await window.latchkey.call('signing-key:set-certificate', { id });
  if (!set.ok) {
    const description = errorText(set.error);
    showToast({ tone: 'danger', title: t('signingKeys.certificateNotSet'), description });
  } else if (set.value) {
    showToast({ tone: 'success', title: t('signingKeys.certificateSet') });
  }
}

const dialogs = {
  retire: RetireDialog,
  delete: DeleteDialog,
  certificate: CertificateFactsDialog,
  'set-certificate': SetCertificate,
  export: ExportKeyDialog,
} as const;

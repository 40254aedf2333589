import { useMemo } from 'react';
import { certificateDraftSchema, type SigningKeyView } from '../../../shared/domain/signing-key.ts';
import { t } from '../../../shared/words/words.ts';
import { Moment } from '../../format/moment.tsx';
import { useAction } from '../../program/calls.ts';
import { useDraft } from '../../program/drafts.ts';
import { check, useFieldErrors } from '../../program/field-errors.ts';
import { FormDialog } from '../../program/form-dialog.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { KeyValue } from '../../ui/key-value.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { CertificateFields, certificateText, readDays } from './certificate-fields.tsx';

type OfKeyProps = Readonly<{ signingKey: SigningKeyView; onClose: () => void }>;
type CertificateDialogProps = OfKeyProps & Readonly<{ what: 'renew' | 'csr' }>;

/** Another certificate for the same key, or a request for one. */
export function CertificateDialog({ what, signingKey, onClose }: CertificateDialogProps) {
  const { id, certificate } = signingKey;
  const { commonName, organization } = certificate;
  const initial = useMemo(
    () => ({ ...certificateText, commonName, organization }),
    [commonName, organization],
  );
  const { draft, touched, change, clear } = useDraft(`signing-key:${what}:${id}`, initial);
  const renew = useAction('signing-key:renew-certificate');
  const request = useAction('signing-key:export-csr');
  const errors = useFieldErrors();

  async function submit(): Promise<void> {
    const checked = check(certificateDraftSchema, readDays(draft));
    if (!checked.ok) {
      errors.show(checked.error);
      return;
    }
    const { days, ...subject } = checked.value;
    if (what === 'csr') {
      const saved = await request.run({ id, certificate: subject });
      errors.show(saved.ok ? [] : [saved.error]);
      if (!saved.ok || saved.value === null) return;
      const { path } = saved.value;
      showToast({ tone: 'success', title: t('signingKeys.csrSaved'), description: path });
    } else {
      const renewed = await renew.run({ id, certificate: { ...subject, days } });
      errors.show(renewed.ok ? [] : [renewed.error]);
      if (!renewed.ok) return;
      showToast({
        tone: 'success',
        title: t('signingKeys.renewed'),
        description: t('signingKeys.renewedNext'),
      });
    }
    clear();
    renew.ifHere(onClose);
  }

  return (
    <FormDialog
      title={t(`signingKeys.${what}Title`)}
      submitLabel={t(`signingKeys.${what}Submit`)}
      isPending={renew.pending || request.pending}
      onSubmit={() => void submit()}
      onClose={onClose}
      typed={{ touched, clear }}
      errors={errors}
      fields={['commonName', 'organization', 'days']}
    >
      <p>{t(`signingKeys.${what}Text`)}</p>
      <FormLayout>
        <CertificateFields
          typed={draft}
          onChange={change}
          errors={errors}
          hasValidity={what === 'renew'}
        />
      </FormLayout>
    </FormDialog>
  );
}

/** The details of the key and its certificate. */
export function CertificateFactsDialog({ signingKey, onClose }: OfKeyProps) {
  const { kid, certificate } = signingKey;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('signingKeys.certificateTitle')}
      footer={<Button onPress={onClose}>{t('ui.close')}</Button>}
    >
      <KeyValue
        items={[
          { label: t('gateways.kid'), value: kid, isMono: true },
          { label: t('signingKeys.subject'), value: certificate.subject },
          {
            label: t('signingKeys.issuedBy'),
            value: certificate.isSelfSigned ? t('signingKeys.selfSigned') : certificate.issuer,
          },
          { label: t('signingKeys.validFrom'), value: <Moment at={certificate.validFrom} /> },
          { label: t('gateways.validUntil'), value: <Moment at={certificate.validTo} /> },
          { label: t('gateways.fingerprint'), value: certificate.fingerprint, isMono: true },
        ]}
      />
    </Dialog>
  );
}

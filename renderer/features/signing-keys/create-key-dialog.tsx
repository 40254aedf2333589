import { useMemo } from 'react';
import { enginesWithout } from '../../../shared/domain/engines/verdict.ts';
import {
  certificateDraftSchema,
  type SigningAlgorithm,
  type SigningKeyView,
  signingAlgorithms,
} from '../../../shared/domain/signing-key.ts';
import { type RsaLength, rsaLengths } from '../../../shared/domain/token-form.ts';
import { t, tList } from '../../../shared/words/words.ts';
import { useAction, useChannel } from '../../program/calls.ts';
import { useDraft } from '../../program/drafts.ts';
import { check, useFieldErrors } from '../../program/field-errors.ts';
import { FormDialog } from '../../program/form-dialog.tsx';
import { usePolicy } from '../../program/policy.ts';
import { FormLayout } from '../../ui/form-layout.tsx';
import { Select } from '../../ui/select.tsx';
import { showToast } from '../../ui/toasts.tsx';
import {
  CertificateFields,
  certificateText,
  readDays,
  type TypedCertificate,
} from './certificate-fields.tsx';
import { shortKid } from './words.ts';

type CreateKeyDialogProps = Readonly<{
  /** Null lets the person choose. */
  algorithm: SigningAlgorithm | null;
  keys: readonly SigningKeyView[];
  onClose: () => void;
}>;

interface Typed extends TypedCertificate {
  readonly algorithm: SigningAlgorithm;
  readonly rsaLength: RsaLength;
}

/** Creates the key that will sign next: it is published at once, and signs only later. */
export function CreateKeyDialog({ algorithm, keys, onClose }: CreateKeyDialogProps) {
  const settings = useChannel('settings:get', {}).data;
  const free = signingAlgorithms.filter(
    (name) => !keys.some((key) => key.algorithm === name && key.state === 'next'),
  );
  const wanted = algorithm ?? settings?.algorithm ?? 'RS256';
  const initial = useMemo(
    (): Typed => ({
      ...certificateText,
      algorithm: free.includes(wanted) ? wanted : (free[0] ?? wanted),
      rsaLength: settings?.rsaLength ?? 2048,
    }),
    // oxlint-disable-next-line react/exhaustive-deps -- as it was when the dialog opened
    [wanted, settings?.rsaLength],
  );
  const { draft, touched, change, clear } = useDraft('signing-key:create', initial);
  const smallest = usePolicy(({ rules }) => rules.smallestRsaKey ?? 0);
  const { run, pending, ifHere } = useAction('signing-key:create');
  const errors = useFieldErrors();
  const isRsa = /^[RP]S/.test(draft.algorithm);

  async function create(): Promise<void> {
    const certificate = check(certificateDraftSchema, readDays(draft));
    if (draft.commonName !== '' && !certificate.ok) {
      errors.show(certificate.error);
      return;
    }
    const created = await run({
      algorithm: draft.algorithm,
      ...(isRsa && { rsaLength: draft.rsaLength }),
      ...(certificate.ok && { certificate: certificate.value }),
    });
    if (!created.ok) {
      errors.show([created.error]);
      return;
    }
    clear();
    showToast({
      tone: 'success',
      title: t('signingKeys.created', { kid: shortKid(created.value.kid) }),
      description: t('signingKeys.createdNext'),
    });
    ifHere(onClose);
  }

  const excluded = enginesWithout(draft.algorithm);
  return (
    <FormDialog
      title={t('signingKeys.createTitle')}
      submitLabel={t('signingKeys.createSubmit')}
      isPending={pending}
      onSubmit={() => void create()}
      onClose={onClose}
      typed={{ touched, clear }}
      errors={errors}
      fields={['commonName', 'organization', 'days']}
    >
      <p>{t('signingKeys.createText')}</p>
      <FormLayout>
        <Select
          label={t('gateways.algorithm')}
          options={free.map((id) => ({ id, label: id }))}
          value={draft.algorithm}
          onChange={(name) => change({ algorithm: name })}
          description={
            excluded.length === 0
              ? undefined
              : t('signingKeys.excludes', { engines: tList(excluded, 'conjunction') })
          }
        />
        {isRsa && (
          <Select
            label={t('signingKeys.rsaLength')}
            options={rsaLengths
              .filter((bits) => bits >= smallest)
              .map((bits) => ({
                id: String(bits),
                label: t('signingKeys.rsaBits', { bits: String(bits) }),
              }))}
            value={String(draft.rsaLength)}
            onChange={(bits) => {
              const rsaLength = rsaLengths.find((one) => String(one) === bits);
              if (rsaLength !== undefined) change({ rsaLength });
            }}
          />
        )}
        <CertificateFields
          typed={draft}
          onChange={change}
          errors={errors}
          nameHelp={t('signingKeys.commonNameHelp')}
        />
      </FormLayout>
    </FormDialog>
  );
}

import { useState } from 'react';
import { activeOf } from '../../../shared/domain/token.ts';
import { type ExportSelection, exportFormats } from '../../../shared/domain/token-export.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { errorText, fieldError } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction } from '../../program/calls.ts';
import { FaultFocus } from '../../program/fault-focus.tsx';
import { JobStatus } from '../../program/job-status.tsx';
import { usePolicy } from '../../program/policy.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { Notice } from '../../ui/notice.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Select } from '../../ui/select.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { useNow } from '../../ui/use-now.ts';
import {
  type Choice,
  NewPassphrase,
  noChoice,
  refuseRepeat,
} from '../passphrase/new-passphrase.tsx';
import {
  chooseExportFormat,
  offeredProtection,
  protections,
  rememberProtection,
  useExportChoice,
} from './export-store.ts';
import { countsOf, type Selection } from './token-selection.ts';

const formatOptions = exportFormats.map((id) => {
  const label = t(`export.formats.${id}.label`);
  const description = t(`export.formats.${id}.description`);
  return { id, label, description };
});
const protectionOptions = protections.map((id) => {
  const label = t(`export.protections.${id}.label`);
  const description = t(`export.protections.${id}.description`);
  return { id, label, description };
});
/** Shown, but locked by a policy. */
const encryptedOnly = protectionOptions.map(({ id, label, description }) => {
  const isDisabled = id === 'plain';
  return { id, label, description, isDisabled };
});
const atFields = ['protection', 'encryption.passphrase', 'repeat'];

/** What will be exported; the number of active ones is shown before. */
export type Exporting =
  | Exclude<ExportSelection, { readonly of: 'tokens' } | { readonly of: 'filter' }>
  | Selection;

type ExportDialogProps = Readonly<{
  /** What is exported; null while the dialog is closed. */
  exporting: Exporting | null;
  /** Also called once it is written: closes this dialog, none that was opened since. */
  onClose: () => void;
}>;

/** Asks how to write the file; the program asks where. */
export function ExportDialog({ exporting, onClose }: ExportDialogProps) {
  // A new dialog each time, so that no passphrase outlives it.
  return exporting === null ? null : <OpenDialog exporting={exporting} onClose={onClose} />;
}

type OpenDialogProps = Readonly<{ exporting: Exporting; onClose: () => void }>;

function OpenDialog({ exporting, onClose }: OpenDialogProps) {
  const format = useExportChoice((chosen) => chosen.format);
  const [onlyActive, setOnlyActive] = useState(true);
  const isManaged = usePolicy(({ rules }) => rules.encryptedExportsOnly === true);
  const [protection, setProtection] = useState(() =>
    isManaged ? 'encrypted' : offeredProtection(exporting),
  );
  const [choice, setChoice] = useState<Choice>(noChoice);
  const [errors, setErrors] = useState<readonly AppError[]>([]);
  const error = errors[0] ?? null;
  const { run, pending } = useAction('token:export');

  async function write(): Promise<void> {
    if (pending) return;
    if (protection === null) {
      setErrors([appError('field/unknown-choice', { field: 'protection' })]);
      return;
    }
    const refusal = protection === 'encrypted' ? refuseRepeat(choice) : null;
    setErrors(refusal === null ? [] : [refusal]);
    if (refusal !== null) return;
    rememberProtection(exporting, protection);
    const { passphrase, insist } = choice;
    const encryption = protection === 'encrypted' ? { passphrase, insist } : null;
    const selection = selectionOf(exporting, onlyActive);
    const result = await run({ selection, format, encryption });
    if (!result.ok) {
      setErrors([result.error]);
      return;
    }
    // The person closed the file dialog: keep this dialog open.
    if (result.value === null) return;
    const { path, count } = result.value;
    showToast({ tone: 'success', title: t('export.done', { count }), description: path });
    onClose();
  }

  const isElsewhere = error !== null && !atFields.some((field) => field === error.field);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('export.title')}
      width="small"
      onSubmit={() => void write()}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" variant="primary" isPending={pending} autoFocus>
            {t('export.submit')}
          </Button>
        </>
      }
    >
      {exporting.of === 'tokens' || exporting.of === 'filter' ? (
        <Chosen selection={exporting} onlyActive={onlyActive} onOnlyActiveChange={setOnlyActive} />
      ) : (
        <p>{t(`export.${exporting.of}`)}</p>
      )}
      <FaultFocus errors={errors}>
        <FormLayout>
          <Select
            label={t('export.format')}
            description={t(`export.formats.${format}.description`)}
            options={formatOptions}
            value={format}
            onChange={chooseExportFormat}
          />
          <RadioGroup
            label={t('export.protection')}
            isRequired
            options={isManaged ? encryptedOnly : protectionOptions}
            {...(isManaged && { description: t('policy.managed') })}
            value={protection}
            onChange={setProtection}
            errorMessage={fieldError(error, 'protection')}
          />
          {protection === 'encrypted' && (
            <NewPassphrase
              label={t('export.passphrase')}
              choice={choice}
              onChange={setChoice}
              error={error}
              field="encryption.passphrase"
            />
          )}
        </FormLayout>
      </FaultFocus>
      {protection === 'plain' && (
        <Notice tone="warning" title={t('export.warningTitle')}>
          {t('export.warning')}
        </Notice>
      )}
      {pending && <JobStatus kind="token-export" label={t('export.exporting')} />}
      {isElsewhere && <Notice tone="danger">{errorText(error)}</Notice>}
    </Dialog>
  );
}

/** If none of the chosen tokens is active, exports all of them, as requested. */
function selectionOf(exporting: Exporting, onlyActive: boolean): ExportSelection {
  if (exporting.of !== 'tokens' && exporting.of !== 'filter') return exporting;
  const takesActive = onlyActive && countsOf(exporting).active > 0;
  if (exporting.of === 'filter') {
    const { filter } = exporting;
    return { of: 'filter', filter: takesActive ? { ...filter, state: 'active' } : filter };
  }
  const tokens = takesActive ? activeOf(exporting.tokens) : exporting.tokens;
  return { of: 'tokens', ids: tokens.map(({ id }) => id) };
}

type ChosenProps = Readonly<{
  selection: Selection;
  onlyActive: boolean;
  onOnlyActiveChange: (onlyActive: boolean) => void;
}>;

/** How many are chosen, and how many of them gateways no longer accept. */
function Chosen({ selection, onlyActive, onOnlyActiveChange }: ChosenProps) {
  const { found, active } = countsOf(selection, useNow());
  return (
    <>
      <p>{t(selection.of === 'filter' ? 'export.found' : 'export.chosen', { count: found })}</p>
      {active === 0 && <Notice tone="warning">{t('export.noneActive', { all: found })}</Notice>}
      {active > 0 && active < found && (
        <Checkbox
          label={t('export.onlyActive')}
          description={t('export.notActive', { count: found - active, all: found })}
          isSelected={onlyActive}
          onChange={onOnlyActiveChange}
        />
      )}
    </>
  );
}

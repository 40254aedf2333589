import { useState } from 'react';
import type { WorkspaceState } from '../../../shared/domain/workspace.ts';
import type { AppError } from '../../../shared/errors.ts';
import { errorText, fieldError } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction } from '../../program/calls.ts';
import { FaultFocus } from '../../program/fault-focus.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import {
  type Choice,
  NewPassphrase,
  noChoice,
  refuseRepeat,
} from '../passphrase/new-passphrase.tsx';
import { Entrance } from './entrance.tsx';
import { OtherWorkspaces } from './other-workspaces.tsx';
import { showRecoveryCode } from './workspace-store.ts';

const atFields = ['owner', 'passphrase', 'repeat'] as const;

type CreateWorkspaceProps = Readonly<{ workspace: WorkspaceState }>;

/** The first start, and a new workspace beside others. */
export function CreateWorkspace({ workspace }: CreateWorkspaceProps) {
  const [owner, setOwner] = useState(workspace.owner);
  const [choice, setChoice] = useState<Choice>(noChoice);
  const [keyring, setKeyring] = useState(false);
  const [errors, setErrors] = useState<readonly AppError[]>([]);
  const [error = null] = errors;
  const create = useAction('workspace:create');

  /** Clears the errors of fields that are being edited. */
  function clearErrors(...fields: readonly string[]): void {
    if (fields.some((field) => field === error?.field)) setErrors([]);
  }

  async function submit(): Promise<void> {
    const refusal = refuseRepeat(choice);
    if (refusal !== null) {
      setErrors([refusal]);
      return;
    }
    const { passphrase, insist } = choice;
    const made = await create.run({ owner, passphrase, insist, keyring });
    if (!made.ok) setErrors([made.error]);
    else showRecoveryCode(made.value.recoveryCode);
  }

  const isElsewhere = error !== null && !atFields.some((field) => field === error.field);
  return (
    <Entrance
      title={t('workspace.createTitle')}
      text={t('workspace.createText')}
      file={workspace.file}
    >
      <FormLayout
        label={t('workspace.createTitle')}
        onSubmit={() => void submit()}
        actions={
          <Button variant="primary" type="submit" isPending={create.pending}>
            {t('workspace.create')}
          </Button>
        }
      >
        {isElsewhere && <Notice tone="danger" title={errorText(error)} />}
        <FaultFocus errors={errors}>
          <TextField
            label={t('workspace.owner')}
            description={t('workspace.ownerHelp')}
            isRequired
            autoFocus
            value={owner}
            onChange={(typed) => {
              setOwner(typed);
              clearErrors('owner');
            }}
            errorMessage={fieldError(error, 'owner')}
          />
          <NewPassphrase
            label={t('workspace.passphrase')}
            choice={choice}
            onChange={(chosen) => {
              setChoice(chosen);
              clearErrors('passphrase', 'repeat');
            }}
            error={error}
            field="passphrase"
          />
        </FaultFocus>
        {workspace.keyring.available && (
          <Checkbox
            label={t('workspace.keyring')}
            description={t('workspace.keyringHelp')}
            isSelected={keyring}
            onChange={setKeyring}
          />
        )}
      </FormLayout>
      <OtherWorkspaces workspace={workspace} />
    </Entrance>
  );
}

import { useState } from 'react';
import type { WorkspaceState } from '../../../shared/domain/workspace.ts';
import type { AppError } from '../../../shared/errors.ts';
import { errorText, fieldError } from '../../../shared/words/en/errors.ts';
import { useAction } from '../../program/calls.ts';
import { FaultFocus } from '../../program/fault-focus.tsx';
import { workspaceStrings as words } from '../../strings/workspace.ts';
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

  /** What is being typed anew is not at fault any more. */
  function mend(...fields: readonly string[]): void {
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
    <Entrance title={words.createTitle} text={words.createText} file={workspace.file}>
      <FormLayout
        label={words.createTitle}
        onSubmit={() => void submit()}
        actions={
          <Button variant="primary" type="submit" isPending={create.pending}>
            {words.create}
          </Button>
        }
      >
        {isElsewhere && <Notice tone="danger" title={errorText(error)} />}
        <FaultFocus errors={errors}>
          <TextField
            label={words.owner}
            description={words.ownerHelp}
            isRequired
            autoFocus
            value={owner}
            onChange={(typed) => {
              setOwner(typed);
              mend('owner');
            }}
            errorMessage={fieldError(error, 'owner')}
          />
          <NewPassphrase
            label={words.passphrase}
            choice={choice}
            onChange={(chosen) => {
              setChoice(chosen);
              mend('passphrase', 'repeat');
            }}
            error={error}
            field="passphrase"
          />
        </FaultFocus>
        <Checkbox
          label={words.keyring}
          description={workspace.keyring.available ? words.keyringHelp : words.noKeyring}
          isDisabled={!workspace.keyring.available}
          isSelected={keyring}
          onChange={setKeyring}
        />
      </FormLayout>
      <OtherWorkspaces workspace={workspace} />
    </Entrance>
  );
}

import { useState } from 'react';
import type { WorkspaceState } from '../../../shared/domain/workspace.ts';
import type { AppError } from '../../../shared/errors.ts';
import { useAction } from '../../program/calls.ts';
import { errorText, fieldError } from '../../strings/errors.ts';
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

/** First start, and the sealing of a workspace from before there were passphrases. */
export function CreateWorkspace({ workspace }: CreateWorkspaceProps) {
  const seals = workspace.phase === 'unprotected';
  const [owner, setOwner] = useState(workspace.owner);
  const [choice, setChoice] = useState<Choice>(noChoice);
  const [keyring, setKeyring] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const create = useAction('workspace:create');

  async function submit(): Promise<void> {
    const refusal = refuseRepeat(choice);
    if (refusal !== null) {
      setError(refusal);
      return;
    }
    const { passphrase, insist } = choice;
    const made = await create.run({ owner, passphrase, insist, keyring });
    if (!made.ok) setError(made.error);
    else showRecoveryCode(made.value.recoveryCode);
  }

  const isElsewhere = error !== null && !atFields.some((field) => field === error.field);
  return (
    <Entrance
      title={seals ? words.sealTitle : words.createTitle}
      text={seals ? words.sealText : words.createText}
      file={workspace.file}
    >
      <FormLayout
        label={words.createTitle}
        onSubmit={() => void submit()}
        actions={
          <Button variant="primary" type="submit" isPending={create.pending}>
            {seals ? words.seal : words.create}
          </Button>
        }
      >
        {isElsewhere && <Notice tone="danger" title={errorText(error)} />}
        <TextField
          label={words.owner}
          description={words.ownerHelp}
          isRequired
          autoFocus
          value={owner}
          onChange={setOwner}
          errorMessage={fieldError(error, 'owner')}
        />
        <NewPassphrase
          label={words.passphrase}
          choice={choice}
          onChange={setChoice}
          error={error}
          field="passphrase"
        />
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

import { useState } from 'react';
import { renameMethodSchema, type UnlockMethodInfo } from '../../../shared/domain/workspace.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction } from '../../program/calls.ts';
import { FaultFocus } from '../../program/fault-focus.tsx';
import { check, useFieldErrors } from '../../program/field-errors.ts';
import { OtherErrors } from '../../program/other-errors.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { methodName } from './method-name.ts';

const fields = ['name'] as const;

type RenameMethodDialogProps = Readonly<{ method: UnlockMethodInfo; onClose: () => void }>;

export function RenameMethodDialog({ method, onClose }: RenameMethodDialogProps) {
  const [name, setName] = useState(method.name);
  const errors = useFieldErrors();
  const rename = useAction('workspace:rename-method');

  async function submit(): Promise<void> {
    const checked = check(renameMethodSchema, { id: method.id, name });
    if (!checked.ok) {
      errors.show(checked.error);
      return;
    }
    const renamed = await rename.run(checked.value);
    if (renamed.ok) rename.ifHere(onClose);
    else errors.show([renamed.error]);
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('unlock.renameTitle', { name: methodName(method) })}
      width="small"
      onSubmit={() => void submit()}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button variant="primary" type="submit" isPending={rename.pending}>
            {t('unlock.renameSubmit')}
          </Button>
        </>
      }
    >
      <FormLayout>
        <FaultFocus errors={errors.all}>
          <OtherErrors errors={errors} fields={fields} />
          <TextField
            label={t('unlock.name')}
            description={t('unlock.nameHelp')}
            value={name}
            onChange={(typed) => {
              setName(typed);
              errors.forget('name');
            }}
            errorMessage={errors.at('name')}
            autoFocus
          />
        </FaultFocus>
      </FormLayout>
    </Dialog>
  );
}

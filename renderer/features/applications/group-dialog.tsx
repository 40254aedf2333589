import { useState } from 'react';
import { type ApplicationSelection, groupNameSchema } from '../../../shared/domain/application.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useChannel } from '../../program/calls.ts';
import { check } from '../../program/field-errors.ts';
import { useIfHere } from '../../program/if-here.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { arrange } from './arrange.ts';

type GroupDialogProps = Readonly<{ selection: ApplicationSelection; onClose: () => void }>;

const NEW = 'new';
const NONE = 'none';

/** Puts applications into a group that exists, into a new one, or into none. */
export function GroupDialog({ selection, onClose }: GroupDialogProps) {
  const groups = useChannel('application:groups', {}).data ?? [];
  const [chosen, setChosen] = useState<string>(NEW);
  const [name, setName] = useState('');
  const [message, setMessage] = useState<string>();
  const ifHere = useIfHere();
  const options = [
    { id: NEW, label: t('application.newGroup') },
    ...groups.map((group) => ({ id: `group ${group.name}`, label: group.name })),
    { id: NONE, label: t('application.noGroup') },
  ];

  async function submit(): Promise<void> {
    const typed = chosen === NEW ? name.trim() : chosen.slice('group '.length);
    if (chosen === NEW && typed === '') {
      setMessage(t('application.nameGroup'));
      return;
    }
    const checked = check(groupNameSchema, chosen === NONE ? '' : typed);
    if (!checked.ok) {
      setMessage(checked.error.map((error) => errorText(error)).join(' '));
      return;
    }
    if (await arrange(selection, { group: checked.value })) ifHere(onClose);
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('application.toGroupTitle')}
      width="small"
      onSubmit={() => void submit()}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" variant="primary">
            {t('application.toGroupSubmit')}
          </Button>
        </>
      }
    >
      <FormLayout>
        <Select
          label={t('application.group')}
          options={options}
          value={chosen}
          onChange={setChosen}
        />
        {chosen === NEW && (
          <TextField
            label={t('application.groupName')}
            value={name}
            onChange={(typed) => {
              setName(typed);
              setMessage(undefined);
            }}
            errorMessage={message}
            isRequired
          />
        )}
      </FormLayout>
    </Dialog>
  );
}

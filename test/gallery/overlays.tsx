import { Copy, KeyRound, Pencil, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../../renderer/ui/button.tsx';
import { CommandPalette } from '../../renderer/ui/command-palette.tsx';
import { ConfirmDialog } from '../../renderer/ui/confirm-dialog.tsx';
import { Dialog } from '../../renderer/ui/dialog.tsx';
import { ButtonRow } from '../../renderer/ui/form-layout.tsx';
import { MenuButton } from '../../renderer/ui/menu-button.tsx';
import { PageBody } from '../../renderer/ui/section.tsx';
import { Select } from '../../renderer/ui/select.tsx';
import { TextArea, TextField } from '../../renderer/ui/text-field.tsx';
import { showToast } from '../../renderer/ui/toasts.tsx';
import { navigation, nothing } from './sample.ts';

const query = new URLSearchParams(location.search);
const open = query.get('open');
const quotas = [
  { id: '10PerMin', label: '10 requests/min', description: 'For each token' },
  { id: 'Unlimited', label: 'Unlimited', description: 'Without a quota' },
] as const;

function showToasts(): void {
  showToast({
    title: 'Access token of Petshop, Production, copied',
    description: 'The clipboard is cleared in 30 seconds.',
    tone: 'success',
  });
  showToast({ title: 'Petshop was deleted', action: { label: 'Undo', onPress: nothing } });
  showToast({
    title: 'The export was not written',
    description: 'There is no room left on the disk.',
    tone: 'danger',
  });
}

export function Overlays() {
  const [isOpen, setOpen] = useState(open);
  const [name, setName] = useState('Petshop');
  const close = (): void => setOpen(null);
  useEffect(() => {
    if (open === 'toasts' || query.has('toasts')) showToasts();
  }, []);
  return (
    <PageBody>
      <ButtonRow>
        <MenuButton
          label="Menu"
          entries={[
            {
              id: 'copy',
              label: 'Copy access token',
              icon: Copy,
              shortcut: 'Ctrl+C',
              onAction: nothing,
            },
            { id: 'rename', label: 'Rename', icon: Pencil, onAction: nothing },
            'separator',
            {
              id: 'delete',
              label: 'Delete',
              icon: Trash2,
              isDanger: true,
              shortcut: 'Del',
              onAction: nothing,
            },
            {
              id: 'purge',
              label: 'Purge',
              icon: KeyRound,
              disabledReason: 'It has active tokens',
              onAction: nothing,
            },
          ]}
        />
        <Button onPress={() => setOpen('dialog')}>Dialog</Button>
        <Button disabledReason="Subscribe to an API first.">Refused</Button>
        <Select label="Per-token quota" options={quotas} value="10PerMin" onChange={nothing} />
      </ButtonRow>
      <Dialog
        isOpen={isOpen === 'dialog'}
        onClose={close}
        title="New application"
        onSubmit={close}
        footer={
          <>
            <Button onPress={close}>Cancel</Button>
            <Button variant="primary" type="submit">
              Create
            </Button>
          </>
        }
      >
        <TextField label="Name" value={name} onChange={setName} autoFocus isRequired />
        <Select label="Per-token quota" options={quotas} value="10PerMin" onChange={nothing} />
        <TextArea label="Description" value="" onChange={nothing} />
      </Dialog>
      <ConfirmDialog
        isOpen={isOpen === 'confirm'}
        title="Delete Petshop?"
        effect="Revokes 3 active tokens of Petshop and moves it to the bin for 30 days."
        confirmLabel="Delete"
        onConfirm={close}
        onCancel={close}
      />
      <CommandPalette
        isOpen={isOpen === 'palette'}
        onClose={close}
        label="Find a command"
        onQuery={nothing}
        sections={[
          {
            title: 'Go to',
            commands: navigation.map(({ id, label, icon }, index) => ({
              id,
              label,
              icon,
              shortcut: `Ctrl+${index + 1}`,
              onRun: nothing,
            })),
          },
          {
            title: 'Petshop',
            commands: [
              {
                id: 'copy',
                label: 'Copy access token',
                icon: Copy,
                shortcut: 'Ctrl+Shift+C',
                onRun: nothing,
              },
              { id: 'delete', label: 'Delete', icon: Trash2, onRun: nothing },
            ],
          },
        ]}
      />
    </PageBody>
  );
}

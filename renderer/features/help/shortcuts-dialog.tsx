import { type CommandMenu, commands } from '../../../shared/commands.ts';
import { t } from '../../../shared/words/words.ts';
import { formatShortcut } from '../../format/shortcut.ts';
import { useChannel } from '../../program/calls.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import css from './help.module.css';

const menus: readonly CommandMenu[] = ['file', 'edit', 'token', 'go', 'help'];

/** The keys of lists, fields and dialogs, besides the commands. */
const keys = [
  ['list', 'open', 'Enter'],
  ['list', 'copy', 'CmdOrCtrl+C'],
  ['list', 'delete', 'Delete'],
  ['list', 'menu', 'Shift+F10'],
  ['list', 'jump', 'A … Z'],
  ['palette', 'more', 'Tab'],
  ['everywhere', 'close', 'Escape'],
  ['everywhere', 'messages', 'F6'],
  ['everywhere', 'zoom', 'CmdOrCtrl++'],
] as const;

type ShortcutsDialogProps = Readonly<{ onClose: () => void }>;

/** Every shortcut on one sheet. */
export function ShortcutsDialog({ onClose }: ShortcutsDialogProps) {
  const platform = useChannel('program:info', {}).data?.platform ?? 'other';
  const groups = [
    ...menus.map((menu) => ({
      title: t(`menu.${menu}`),
      rows: commands
        .filter((command) => command.menu === menu && command.shortcut !== null)
        .map(({ id, shortcut }) => ({ label: t(`command.${id}`), shortcut: shortcut ?? '' })),
    })),
    ...(['list', 'palette', 'everywhere'] as const).map((group) => ({
      title: t(`help.groups.${group}`),
      rows: keys
        .filter(([of]) => of === group)
        .map(([, what, shortcut]) => ({ label: t(`help.keys.${what}`), shortcut })),
    })),
  ];
  return (
    <Dialog
      isOpen
      onClose={onClose}
      width="large"
      title={t('command.help.shortcuts')}
      footer={<Button onPress={onClose}>{t('ui.close')}</Button>}
    >
      <div className={css['sheet']}>
        {groups.map(({ title, rows }) => (
          <section key={title} className={css['group']}>
            <h3>{title}</h3>
            <dl>
              {rows.map(({ label, shortcut }) => (
                <div key={label} className={css['line']}>
                  <dt>{label}</dt>
                  <dd>
                    <kbd>{formatShortcut(shortcut, platform)}</kbd>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

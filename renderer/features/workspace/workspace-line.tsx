import { Lock } from 'lucide-react';
import { commands } from '../../../shared/commands.ts';
import type { ProgramInfo } from '../../../shared/domain/program.ts';
import type { WorkspaceState } from '../../../shared/domain/workspace.ts';
import { t } from '../../../shared/words/words.ts';
import { formatShortcut } from '../../format/shortcut.ts';
import { runCommand } from '../../program/commands.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import css from './workspace-line.module.css';

const lock = commands.find(({ id }) => id === 'lock');

type WorkspaceLineProps = Readonly<{
  workspace: Pick<WorkspaceState, 'name' | 'owner'>;
  platform: ProgramInfo['platform'];
}>;

/** Which workspace is open, whose it is, and the way to lock it. */
export function WorkspaceLine({ workspace: { name, owner }, platform }: WorkspaceLineProps) {
  return (
    <div className={css['line']}>
      <div className={css['words']}>
        <span className={css['name']} dir="auto" title={name}>
          {name}
        </span>
        <span className={css['owner']} dir="auto" title={owner}>
          {owner}
        </span>
      </div>
      {lock !== undefined && (
        <IconButton
          label={t(`command.${lock.id}`)}
          icon={Lock}
          shortcut={formatShortcut(lock.shortcut, platform)}
          onPress={() => runCommand('lock')}
        />
      )}
    </div>
  );
}

import type { ReactNode } from 'react';
import type { WorkspaceState } from '../../../shared/domain/workspace.ts';
import { CantOpen } from './cant-open.tsx';
import { CreateWorkspace } from './create-workspace.tsx';
import { FileTroubleScreen } from './file-trouble.tsx';
import { Findings } from './findings.tsx';
import { RecoveryCode } from './recovery-code.tsx';
import { SignIn } from './sign-in.tsx';
import { useEntrance } from './workspace-store.ts';

type GateProps = Readonly<{ workspace: WorkspaceState; children: ReactNode }>;

/** Shows the screens before the workspace is open, and its children afterwards. */
export function Gate({ workspace, children }: GateProps) {
  const recoveryCode = useEntrance((entrance) => entrance.recoveryCode);
  const { phase, file, problem, trouble } = workspace;
  // First of all: if a new workspace didn't open, the code is the only way into it.
  if (recoveryCode !== null) return <RecoveryCode code={recoveryCode} workspace={workspace} />;
  if (phase === 'open') {
    if (trouble !== null) return <FileTroubleScreen workspace={workspace} trouble={trouble} />;
    return (
      <>
        {children}
        <Findings key={file} workspace={workspace} />
      </>
    );
  }
  if (problem !== null) return <CantOpen key={file} workspace={workspace} problem={problem} />;
  // Keyed by file, so that text typed for one workspace isn't used for another.
  if (phase === 'locked') return <SignIn key={file} workspace={workspace} />;
  return <CreateWorkspace key={file} workspace={workspace} />;
}

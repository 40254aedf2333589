import type { ReactNode } from 'react';
import type { WorkspaceState } from '../../../shared/domain/workspace.ts';
import { CreateWorkspace } from './create-workspace.tsx';
import { RecoveryCode } from './recovery-code.tsx';
import { SignIn } from './sign-in.tsx';
import { useEntrance } from './workspace-store.ts';

type GateProps = Readonly<{ workspace: WorkspaceState; children: ReactNode }>;

/** Shows what stands before the workspace, and its children once it is open. */
export function Gate({ workspace, children }: GateProps) {
  const recoveryCode = useEntrance((entrance) => entrance.recoveryCode);
  const { phase, file } = workspace;
  if (phase === 'open') {
    return recoveryCode === null ? children : <RecoveryCode code={recoveryCode} />;
  }
  // By file: what was typed for one workspace is nothing for another.
  if (phase === 'locked') return <SignIn key={file} workspace={workspace} />;
  return <CreateWorkspace key={file} workspace={workspace} />;
}

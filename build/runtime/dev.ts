import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { runForwarded } from './forward.ts';
import { launchArguments, launchEnvironment } from './launch.ts';
import { electronVite } from './outputs.ts';
import { projectRoot } from './project.ts';
import { readyForWindow } from './ready.ts';

const runtime = await readyForWindow();
// Development mode overwrites parts of out/: without the page, the next start rebuilds.
rmSync(join(projectRoot, 'out/renderer'), { recursive: true, force: true });
process.exit(
  await runForwarded(process.execPath, [electronVite, 'dev', ...process.argv.slice(2)], {
    cwd: projectRoot,
    // The variable names that electron-vite reads.
    env: {
      ...launchEnvironment(runtime),
      ELECTRON_EXEC_PATH: runtime.executable,
      ...(launchArguments().includes('--no-sandbox') ? { NO_SANDBOX: '1' } : {}),
    },
  }),
);

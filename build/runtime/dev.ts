import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { runForwarded } from './forward.ts';
import { launchArguments, launchEnvironment } from './launch.ts';
import { electronVite } from './outputs.ts';
import { projectRoot } from './project.ts';
import { readyForWindow } from './ready.ts';

const runtime = await readyForWindow();
// What follows writes a development build into out/: without the page there, the next start builds.
rmSync(join(projectRoot, 'out/renderer'), { recursive: true, force: true });
process.exit(
  await runForwarded(process.execPath, [electronVite, 'dev', ...process.argv.slice(2)], {
    cwd: projectRoot,
    // The names by which electron-vite takes them.
    env: {
      ...launchEnvironment(runtime),
      ELECTRON_EXEC_PATH: runtime.executable,
      ...(launchArguments().includes('--no-sandbox') ? { NO_SANDBOX: '1' } : {}),
    },
  }),
);

import { runForwarded } from './forward.ts';
import { launchArguments, launchEnvironment } from './launch.ts';
import { ensureOutputs } from './outputs.ts';
import { orExit, readyForWindow } from './ready.ts';

const runtime = await readyForWindow();
orExit(await ensureOutputs());
process.exit(
  await runForwarded(runtime.executable, [...launchArguments(), ...process.argv.slice(2)], {
    env: launchEnvironment(runtime),
  }),
);

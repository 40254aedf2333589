import { runForwarded } from './forward.ts';
import { launchArguments, launchEnvironment } from './launch.ts';
import { ensureOutputs } from './outputs.ts';
import { orExit, readyForWindow, readyWithoutDisplay } from './ready.ts';

const args = process.argv.slice(2);
// The self-test and the commands need no display; the program itself checks for one if it must.
const runtime = await (args.length === 0 ? readyForWindow() : readyWithoutDisplay());
orExit(await ensureOutputs());
process.exit(
  await runForwarded(runtime.executable, [...launchArguments(), ...args], {
    env: launchEnvironment(runtime),
  }),
);

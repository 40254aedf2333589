import { ensureEngineTools } from './engine-tools.ts';
import { ensureNeeds } from './install-needs.ts';
import { ensureOutputs } from './outputs.ts';
import { orExit, readyRuntime } from './ready.ts';
import { displayNeeds, engineNeeds, packageNeeds, testNeeds, windowNeeds } from './system-needs.ts';

// Installs everything the tests need. `--packages` stops after the system packages, for a CI that
// is root only in this step; `--package-tests` adds what the tests that install Latchkey need.
const forPackage = process.argv.includes('--package-tests') ? packageNeeds : [];
const testsEngines = process.argv.includes('--engine-tests');
const forEngines = testsEngines ? engineNeeds : [];
orExit(ensureNeeds([...windowNeeds, ...displayNeeds, ...testNeeds, ...forPackage, ...forEngines]));
if (!process.argv.includes('--packages')) {
  await readyRuntime();
  orExit(await ensureOutputs());
  if (testsEngines) orExit(await ensureEngineTools());
}
// An aborted download may still be waiting for the network and would keep the process alive.
process.exit(0);

import { ensureNeeds } from './install-needs.ts';
import { ensureOutputs } from './outputs.ts';
import { orExit, readyRuntime } from './ready.ts';
import { displayNeeds, packageNeeds, testNeeds, windowNeeds } from './system-needs.ts';

// All that the tests need, before the first of them runs. `--packages` stops after what belongs to
// the system, for a CI that is root for this step only; `--package-tests` adds what those need that
// install Latchkey itself.
const forPackage = process.argv.includes('--package-tests') ? packageNeeds : [];
orExit(ensureNeeds([...windowNeeds, ...displayNeeds, ...testNeeds, ...forPackage]));
if (!process.argv.includes('--packages')) {
  await readyRuntime();
  orExit(await ensureOutputs());
}
// A download that was given up may still wait for its network.
process.exit(0);

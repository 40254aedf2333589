import { readFileSync } from 'node:fs';
import { testCost } from '../base/crypto/kdf.ts';
import { placesOf, thisSystem } from '../base/disk/places.ts';
import { moveEarlierHome } from '../core/earlier-home.ts';
import { fromProcess } from './from-process.ts';
import { runCommand } from './run.ts';
import { throughNpm } from './through-npm.ts';

// `npm run -s latchkey -- …`: the same commands as in the packaged program, in plain Node.
const packageFile = new URL('../../package.json', import.meta.url);
const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { readonly version: string };
const surroundings = fromProcess();
const { env, cwd } = throughNpm(surroundings.env, surroundings.cwd);
process.exitCode = await runCommand(process.argv.slice(2), {
  ...surroundings,
  env,
  cwd,
  home: moveEarlierHome(placesOf(thisSystem(env['LATCHKEY_RUNTIME'] === 'trial', env, cwd))),
  version,
  importThread: new URL('../features/apis/import/thread.ts', import.meta.url),
  core: testCost(env),
});

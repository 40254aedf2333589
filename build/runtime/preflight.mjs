// Loaded by `node --import` before anything else, so it is plain JavaScript that an old Node can
// read. It reports an old Node: better-sqlite3 crashes Node 20 with a segmentation fault, and Node
// doesn't run TypeScript before 22.18.
import { existsSync } from 'node:fs';

const needed = [22, 18];
// What `npm ci` needs, on Linux x64 only: there it brings a Node 24 along. A test compares this with
// package.json, README.md and .ci/run.
const toInstall = [20, 19];
// npm leaves out what its packages don't promise to run on, without a word: with an older Node,
// everything seems installed and fails later.
const npms = /\bnode\/v(\d+\.\d+\.\d+)/.exec(process.env.npm_config_user_agent ?? '')?.[1];
if (npms !== undefined && isOlder(npms, toInstall)) {
  refuse(
    `npm runs on Node ${npms}, and to install Latchkey it needs Node ${toInstall.join('.')} or newer ` +
      '(Linux x64; elsewhere ' +
      `${needed.join('.')}).\nInstall a newer one, from https://nodejs.org or your system, and run: npm ci\n`,
  );
}

if (!existsSync(new URL('../../node_modules/electron/package.json', import.meta.url))) {
  refuse('The dependencies are not installed yet. Run:\n\n  npm ci\n');
}
if (isOlder(process.versions.node, needed)) {
  refuse(
    `Latchkey needs Node ${needed.join('.')} or newer. This is Node ${process.versions.node} ` +
      `(${process.execPath}).\n` +
      'On Linux x64, `npm ci` installs Node 24, and every npm script uses it: run `npm ci`,\n' +
      'then use `npm start`, `npm test` and so on instead of node.\n' +
      'On other systems, install Node 24 from https://nodejs.org or your package manager.\n',
  );
}

function isOlder(version, [neededMajor, neededMinor]) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < neededMajor || (major === neededMajor && minor < neededMinor);
}

function refuse(words) {
  process.stderr.write(`\n${words}\n`);
  process.exit(1);
}

// Loaded by `node --import` before anything else, so it is plain JavaScript that an old Node can
// read. It reports an old Node: better-sqlite3 crashes Node 20 with a segmentation fault, and Node
// doesn't run TypeScript before 22.18.
import { existsSync } from 'node:fs';

const needed = [22, 18];
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (!existsSync(new URL('../../node_modules/electron/package.json', import.meta.url))) {
  refuse('The dependencies are not installed yet. Run:\n\n  npm ci\n');
}
if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  refuse(
    `Latchkey needs Node ${needed.join('.')} or newer. This is Node ${process.versions.node} ` +
      `(${process.execPath}).\n` +
      'On Linux x64, `npm ci` installs Node 24, and every npm script uses it: run `npm ci`,\n' +
      'then use `npm start`, `npm test` and so on instead of node.\n' +
      'On other systems, install Node 24 from https://nodejs.org or your package manager.\n',
  );
}

function refuse(words) {
  process.stderr.write(`\n${words}\n`);
  process.exit(1);
}

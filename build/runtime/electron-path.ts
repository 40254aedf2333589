import { readyRuntime } from './ready.ts';

// The only line on stdout, so that `$(npm run -s electron:path)` is a path.
const { executable } = await readyRuntime();
process.stdout.write(`${executable}\n`, () => process.exit(0));

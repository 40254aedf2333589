// Run by test/e2e/safety/network.test.ts with no network but loopback:
//   node journey-without-network.ts <the Electron> <a folder>
import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { enterWorkspace } from '../../build/drive/enter.ts';
import { openProgram } from '../../build/drive/program.ts';
import type { Runtime } from '../../build/runtime/runtime.ts';
import { makePetshop, reveal } from './drive-petshop.ts';

const [, , executable = '', folder = ''] = process.argv;
const kind = process.env['LATCHKEY_RUNTIME'] === 'trial' ? 'trial' : 'official';
const program = await openProgram(
  { executable, kind, version: '' } satisfies Runtime,
  join(folder, 'home'),
);
await enterWorkspace(program.page);
const { tokenId } = await makePetshop(program.page);
const token = await reveal(program.page, 'access-token', tokenId);
const file = join(folder, 'token.jwt');
await program.answerSave(file);
await program.page.evaluate(
  `latchkey.call('token:export', { selection: { of: 'everything' }, format: 'jwt', encryption: null })`,
);
await program.close();
const exported = readFileSync(file, 'utf8').trim();
const summary = {
  interfaces: Object.keys(networkInterfaces()),
  tokens: token.split('.').length === 3 ? 1 : 0,
  exported: exported === token,
};
process.stdout.write(`${JSON.stringify(summary)}\n`);
process.exit(0);

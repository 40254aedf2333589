import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { PASSPHRASE } from '../../../build/drive/enter.ts';
import { dataKeyOf } from '../../support/data-key.ts';
import { makePetshop, reveal } from '../../support/drive-petshop.ts';
import { it } from '../../support/electron-app.ts';
import { countInMemory, processesOf, processKind } from '../../support/memory.ts';

const signIn = (page: Page) => page.getByRole('button', { name: 'Sign in' });

const inEveryWay = (text: string): Buffer[] => [Buffer.from(text), Buffer.from(text, 'utf16le')];

function table(states: Readonly<Record<string, readonly object[]>>): string {
  const lines = Object.entries(states).flatMap(([state, processes]) =>
    processes.map((process) => `${state}: ${JSON.stringify(process)}`),
  );
  return lines.join('\n');
}

describe.runIf(process.platform === 'linux')('the memory of every process', () => {
  it('holds the data key only while the workspace is open', {
    tags: ['secrets/lock-memory', 'memory/data-key'],
  }, async ({ home, annotate, program: { page, electron, chooseMenu } }) => {
    const shop = await makePetshop(page);
    const token = await reveal(page, 'access-token', shop.tokenId);
    const key = (await dataKeyOf(home)).use((bytes) => Buffer.from(bytes));
    const needles = {
      // As bytes, and as strings that careless code would have made of them.
      key: [key, ...inEveryWay(key.toString('base64')), ...inEveryWay(key.toString('hex'))],
      passphrase: inEveryWay(PASSPHRASE),
      token: inEveryWay(token.split('.')[2] ?? ''),
    };
    const main = electron.process().pid ?? 0;
    const search = () =>
      processesOf(main).map((pid) => {
        const { key: keys, passphrase, token: tokens } = countInMemory(pid, needles);
        return { kind: processKind(pid), key: keys, passphrase, token: tokens };
      });

    const open = search();
    // The search works: it finds the key in the core, its readers and each connection.
    expect(open.find(({ kind }) => kind === 'main')?.key).toBeGreaterThan(2);
    await chooseMenu('Lock workspace');
    await signIn(page).waitFor();
    // Closing takes a moment, and locking doesn't wait for it.
    await expect
      .poll(() => search().filter((process) => process.key > 0), { timeout: 20_000 })
      .toEqual([]);
    // Leftover strings can't be asserted, only counted: docs/security.md has the numbers.
    await annotate(table({ open, locked: search() }));
  });
});

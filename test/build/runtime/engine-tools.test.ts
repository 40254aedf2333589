import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { engineTools, ensureEngineTools } from '../../../build/runtime/engine-tools.ts';
import { err, ok } from '../../../shared/result.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

it('installs the tools of the engine tests from their lock, once', async () => {
  const cache = temporaryDirectory();
  let installed = 0;
  const install = (directory: string) => {
    installed += 1;
    expect(readdirSync(directory).toSorted()).toEqual(['package-lock.json', 'package.json']);
    mkdirSync(join(directory, 'node_modules'));
    return Promise.resolve({ status: 0, stderr: '' });
  };
  expect(await ensureEngineTools(cache, install)).toEqual(ok(null));
  expect(await ensureEngineTools(cache, install)).toEqual(ok(null));
  expect(installed).toBe(1);
  expect(existsSync(join(engineTools(cache), 'node_modules'))).toBe(true);
});

it('says why they can’t be had, and leaves nothing that looks complete', async () => {
  const cache = temporaryDirectory();
  const ran = await ensureEngineTools(cache, () =>
    Promise.resolve({ status: 1, stderr: 'ENOTFOUND' }),
  );
  expect(ran).toEqual(err(expect.stringMatching(/test.engines.tools:\nENOTFOUND$/)));
  expect(readdirSync(cache)).toEqual([]);
});

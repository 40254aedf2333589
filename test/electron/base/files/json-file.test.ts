import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { jsonFile } from '../../../../electron/base/files/json-file.ts';
import { temporaryDirectory } from '../../../support/core.ts';
import { canMount, fill, smallDisk } from '../../../support/full-disk.ts';

const schema = z.object({ zoom: z.number().catch(1) });

test('returns what was written, readable by the owner only, and leaves no temporary file', () => {
  const folder = temporaryDirectory();
  const path = join(folder, 'window.json');
  jsonFile(path, schema).write({ zoom: 2 });
  jsonFile(path, schema).write({ zoom: 3 });
  expect(jsonFile(path, schema).read()).toEqual({ zoom: 3 });
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['window.json']);
});

test.each(['', '{"zoom": ', '[]', '{"zoom": "large"}'])('reads %j as the defaults', (text) => {
  const path = join(temporaryDirectory(), 'window.json');
  writeFileSync(path, text);
  expect(jsonFile(path, schema).read()).toEqual({ zoom: 1 });
});

test.runIf(canMount)('on a full disk the file stays as it was, and the log says so', () => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const disk = smallDisk(256 * 1024);
  const path = join(disk, 'window.json');
  const file = jsonFile(path, z.object({ text: z.string() }));
  file.write({ text: 'small' });
  fill(disk, 200 * 1024);
  file.write({ text: 'x'.repeat(100_000) });
  expect(said).toHaveBeenCalledWith(expect.stringContaining('Can’t write window.json'));
  said.mockRestore();
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ text: 'small' });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { open } from '../../build/drive/screens.ts';
import { it } from '../support/electron-app.ts';

const MEGABYTE = 1024 * 1024;

const bomb = [
  'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
  ...Array.from({ length: 12 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n},`.repeat(10)}]`),
  'openapi: 3.1.0',
  'info: {title: Bomb, version: "1"}',
].join('\n');

/** A file, and what the review must say of it: each names what is wrong and, where it can, where. */
const hostile: readonly (readonly [name: string, text: string, words: RegExp])[] = [
  ['broken.yaml', 'openapi: 3.1.0\ninfo:\n  title: [unclosed\n', /line \d+, column \d+/],
  ['notes.json', '{"info":{"_postman_id":"1","name":"x"},"item":[]}', /no OpenAPI file/],
  ['huge.yaml', 'x'.repeat(50 * MEGABYTE), /too large/],
  ['bomb.yaml', bomb, /aliases|more values/],
  [
    'remote.json',
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'Remote', version: '1' },
      paths: { '/x': { $ref: 'https://example.com/paths.json' } },
    }),
    /#\/paths\/~1x/,
  ],
];

it('hostile files are named with what is wrong and where, and nothing of them is stored', async ({
  program,
}) => {
  const { page } = program;
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-hostile-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const paths = hostile.map(([name]) => join(folder, name));
  await Promise.all(hostile.map(([name, text]) => writeFile(join(folder, name), text)));

  await open(page, 'APIs');
  await program.answerOpen(paths);
  // The window goes on answering while they are read.
  const answered = await page.evaluate(async () => {
    const order: string[] = [];
    const reading = window.latchkey.call('api-import:choose', {}).then(() => order.push('read'));
    await window.latchkey.call('api:list', {}).then(() => order.push('listed'));
    await reading;
    return order;
  });
  expect(answered).toEqual(['listed', 'read']);
  await page.getByRole('button', { name: 'Import APIs…' }).first().click();
  const review = page.getByRole('dialog', { name: 'Nothing could be imported' });
  const refused = review.getByRole('list', { name: 'Files that cannot be used' });
  await refused.waitFor();
  const lines = await refused.getByRole('listitem').allInnerTexts();
  const said = hostile.map(([name]) => lines.find((line) => line.includes(name)));
  expect(said).toEqual(hostile.map(([, , words]) => expect.stringMatching(words)));
  await page.keyboard.press('Escape');
  const stored = await page.evaluate(() => window.latchkey.call('api:list', {}));
  expect(stored).toEqual({ ok: true, value: [] });
});

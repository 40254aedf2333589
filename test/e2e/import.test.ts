import { link, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { open } from '../../build/drive/screens.ts';
import { projectRoot } from '../../build/runtime/project.ts';
import { temporaryDirectory } from '../support/core.ts';
import { it } from '../support/electron-app.ts';

const folder = join(projectRoot, 'test/fixtures/openapi/field/what-it-really-is');

/** Other files that people try to import, and what the review says about them. */
const foreign: Readonly<Record<string, RegExp>> = {
  'api-3.yaml': /the api\.yaml of a WSO2 project\. Choose the definition/,
  'api.raml': /a RAML file\. Convert it/,
  'insomnia-5.yaml': /an Insomnia export/,
  'page.html': /a web page\. Save the API definition itself/,
  'postman-1.json': /a Postman collection/,
  'schema.graphql': /a GraphQL schema/,
  'service.wsdl': /a WSDL file/,
  'two.yaml': /several YAML documents \(line 5, column 1\)/,
};

const MEGABYTE = 1024 * 1024;

const bomb = [
  'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
  ...Array.from({ length: 12 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n},`.repeat(10)}]`),
  'openapi: 3.1.0',
  'info: {title: Bomb, version: "1"}',
].join('\n');

/** Broken files, and the review's message: what is wrong and, if possible, where. */
const hostile: readonly (readonly [name: string, text: string, words: RegExp])[] = [
  ['broken.yaml', 'openapi: 3.1.0\ninfo:\n  title: [unclosed\n', /line \d+, column \d+/],
  ['notes.json', '{"info":{"_postman_id":"1","name":"x"},"item":[]}', /isn’t an OpenAPI file/],
  ['huge.yaml', 'x'.repeat(65 * MEGABYTE), /too large/],
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

it('hostile files are reported with the fault and its place, and nothing is stored', async ({
  shared,
}) => {
  const { page } = shared;
  const place = temporaryDirectory();
  const paths = hostile.map(([name]) => join(place, name));
  await Promise.all(hostile.map(([name, text]) => writeFile(join(place, name), text)));

  await open(page, 'APIs');
  await shared.answerOpen(paths);
  // The window must stay responsive while files are read.
  const answered = await page.evaluate(async () => {
    const order: string[] = [];
    const reading = window.latchkey.call('api-import:choose', {}).then(() => order.push('read'));
    await window.latchkey.call('api:list', {}).then(() => order.push('listed'));
    await reading;
    return order;
  });
  expect(answered).toEqual(['listed', 'read']);
  await page.getByRole('button', { name: 'Import APIs…' }).first().click();
  const review = page.getByRole('dialog', { name: 'Nothing to import' });
  const refused = review.getByRole('list', { name: 'Files that can’t be used' });
  await refused.waitFor();
  const lines = await refused.getByRole('listitem').allInnerTexts();
  const said = hostile.map(([name]) => lines.find((line) => line.includes(name)));
  expect(said).toEqual(hostile.map(([, , words]) => expect.stringMatching(words)));
  await page.keyboard.press('Escape');
  const stored = await page.evaluate(() => window.latchkey.call('api:list', {}));
  expect(stored).toEqual({ ok: true, value: [] });
});

it('200 files show progress, keep the window responsive, and can be cancelled', async ({
  shared,
}) => {
  const { page } = shared;
  const place = temporaryDirectory();
  const operations = Array.from(
    { length: 30_000 },
    (_, n) => `  /${n}: { get: { responses: { 200: { description: "x" } } } }\n`,
  );
  const text = `openapi: 3.0.3\ninfo: { title: Depot, version: "1" }\npaths:\n${operations.join('')}`;
  // One file under 200 names: reading them takes longer than a window may take to be driven.
  const paths = Array.from({ length: 200 }, (_, n) => join(place, `depot-${n}.yaml`));
  const [first = '', ...more] = paths;
  await writeFile(first, text);
  await Promise.all(more.map((path) => link(first, path)));
  await open(page, 'APIs');
  await shared.answerOpen(paths);
  await page.getByRole('button', { name: 'Import APIs…' }).first().click();
  await page.getByText(/^\d+ of 200 files$/).waitFor();
  await open(page, 'Tokens');
  await open(page, 'APIs');
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await page.getByRole('progressbar').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Import APIs…' }).first().waitFor();
  const stored = await page.evaluate(() => window.latchkey.call('api:list', {}));
  expect(stored).toEqual({ ok: true, value: [] });
});

it('files of other kinds are named, and those that contain APIs are imported', async ({
  shared,
}) => {
  const { page } = shared;
  const names = await readdir(folder);
  await open(page, 'APIs');
  await shared.answerOpen(names.map((name) => join(folder, name)));
  await page.getByRole('button', { name: 'Import APIs…' }).first().click();
  const review = page.getByRole('dialog', { name: 'Review import' });
  const refused = review.getByRole('list', { name: 'Files that can’t be used' });
  await refused.waitFor();
  const lines = await refused.getByRole('listitem').allInnerTexts();
  const said = Object.keys(foreign).map((name) => lines.find((line) => line.includes(name)));
  expect(said).toEqual(Object.values(foreign).map((words) => expect.stringMatching(words)));
  expect(lines).toHaveLength(said.length);
  const found = review.getByRole('list', { name: 'APIs found' }).getByRole('checkbox');
  const titles = ['A 1', 'depot 1.0.0', 'Depot 1'];
  for (const title of titles)
    await review.getByRole('checkbox', { name: title, exact: true }).waitFor();
  await expect.poll(() => found.count()).toBeGreaterThanOrEqual(titles.length);
  await shared.screenshot(join(projectRoot, 'out/e2e/field-import.png'));

  await page.keyboard.press('Enter');
  await review.waitFor({ state: 'detached' });
  const stored = await page.evaluate(() => window.latchkey.call('api:list', {}));
  expect(stored).toMatchObject({
    ok: true,
    value: [{ name: 'A' }, { name: 'Depot' }, { name: 'depot' }],
  });
});

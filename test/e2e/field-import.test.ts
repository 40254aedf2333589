import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { open } from '../../build/drive/screens.ts';
import { projectRoot } from '../../build/runtime/project.ts';
import { it } from '../support/electron-app.ts';

const folder = join(projectRoot, 'test/fixtures/openapi/field/what-it-really-is');

/** What people give to import, and what the review says of it. */
const foreign: Readonly<Record<string, RegExp>> = {
  'api-3.yaml': /the api\.yaml of a WSO2 project\. Choose the definition/,
  'api.raml': /a RAML file\. Convert it/,
  'insomnia-5.yaml': /an Insomnia export/,
  'page.html': /a web page\. Save the definition itself/,
  'postman-1.json': /a Postman collection/,
  'schema.graphql': /a GraphQL schema/,
  'service.wsdl': /a WSDL file/,
  'two.yaml': /several YAML documents \(line 5, column 1\)/,
};

it('files of other kinds are named, and those that hold APIs give them', async ({ program }) => {
  const { page } = program;
  const names = await readdir(folder);
  await open(page, 'APIs');
  await program.answerOpen(names.map((name) => join(folder, name)));
  await page.getByRole('button', { name: 'Import APIs…' }).first().click();
  const review = page.getByRole('dialog', { name: 'Review the import' });
  const refused = review.getByRole('list', { name: 'Files that cannot be used' });
  await refused.waitFor();
  const lines = await refused.getByRole('listitem').allInnerTexts();
  const said = Object.keys(foreign).map((name) => lines.find((line) => line.includes(name)));
  expect(said).toEqual(Object.values(foreign).map((words) => expect.stringMatching(words)));
  expect(lines).toHaveLength(said.length);
  const found = review.getByRole('list', { name: 'APIs found' }).getByRole('checkbox');
  const titles = ['A 1', 'depot 1.0.0', 'Depot 1'];
  for (const title of titles)
    await review.getByRole('checkbox', { name: title, exact: true }).waitFor();
  expect(await found.count()).toBeGreaterThanOrEqual(titles.length);
  await program.screenshot(join(projectRoot, 'out/e2e/field-import.png'));

  await page.keyboard.press('Enter');
  await review.waitFor({ state: 'detached' });
  const stored = await page.evaluate(() => window.latchkey.call('api:list', {}));
  expect(stored).toMatchObject({
    ok: true,
    value: [{ name: 'A' }, { name: 'Depot' }, { name: 'depot' }],
  });
});

it('200 files show their progress, leave the window free, and can be cancelled', async ({
  program,
  home,
}) => {
  const { page } = program;
  const operations = Array.from(
    { length: 3_000 },
    (_, n) => `  /${n}: { get: { responses: { 200: { description: "x" } } } }\n`,
  );
  const text = `openapi: 3.0.3\ninfo: { title: Depot, version: "1" }\npaths:\n${operations.join('')}`;
  const paths = Array.from({ length: 200 }, (_, n) => join(home, `depot-${n}.yaml`));
  await Promise.all(paths.map((path) => writeFile(path, text)));
  await open(page, 'APIs');
  await program.answerOpen(paths);
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

import { once } from 'node:events';
import { lstatSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterEach, expect, inject, test } from 'vitest';
import { enterWorkspace, PASSPHRASE } from '../../../build/drive/enter.ts';
import { openProgram } from '../../../build/drive/program.ts';
import { encodings, hits, secretsOf, tracesOf } from '../../support/canary.ts';
import { temporaryDirectory } from '../../support/core.ts';
import { dataKeyOf } from '../../support/data-key.ts';
import { makePetshop, reveal } from '../../support/drive-petshop.ts';
import { cheapGuesses } from '../../support/kdf-cost.ts';

const before = process.env['TMPDIR'];
afterEach(() => {
  if (before === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = before;
});

const OPENAPI = {
  openapi: '3.1.0',
  info: { title: 'Imported', version: '1' },
  servers: [{ url: 'https://api.example/imported' }],
  paths: {},
};

/** Our files and folders that others may read; Chromium's are in a folder with mode 0700. */
function tooOpen(home: string): string[] {
  const chromium = join(home, 'chromium');
  return [
    home,
    ...readdirSync(home, { recursive: true, encoding: 'utf8' }).map((name) => join(home, name)),
  ]
    .filter((path) => !path.startsWith(`${chromium}/`))
    .filter((path) => (lstatSync(path).mode & 0o077) !== 0)
    .map((path) => relative(home, path));
}

test('after a whole journey in the window, no secret or name is in any file', {
  tags: ['secrets/at-rest', 'secrets/encrypted-file', 'secrets/modes', 'secrets/deletion'],
}, async () => {
  const place = temporaryDirectory();
  const home = join(place, 'home');
  const outside = join(place, 'outside');
  const temporary = join(place, 'tmp');
  for (const folder of [outside, temporary]) mkdirSync(folder);
  process.env['TMPDIR'] = temporary;
  const runtime = inject('electron');

  const first = await openProgram(runtime, home, [], { env: cheapGuesses });
  const { page } = first;
  const code = (await enterWorkspace(page)) ?? '';
  const file = join(outside, 'openapi.json');
  writeFileSync(file, JSON.stringify(OPENAPI));
  await first.answerOpen([file]);
  const imported =
    await page.evaluate(`latchkey.call('api-import:choose', {}).then(async ({ value }) =>
    latchkey.call('api-import:commit', { id: value.id, choices: [
      { index: 0, name: 'Imported', version: '1', context: '/imported', businessPlanIds: [
        (await latchkey.call('business-plan:list', {})).value[0].id,
      ] },
    ] }))`);
  expect(imported).toMatchObject({ ok: true });

  const shop = await makePetshop(page);
  const gone = await makePetshop(page, 'Gone');
  const said = [
    await reveal(page, 'consumer-secret', shop.keysId),
    await reveal(page, 'access-token', shop.tokenId),
    await reveal(page, 'consumer-secret', gone.keysId),
    await reveal(page, 'access-token', gone.tokenId),
  ];
  // As a person does: reveal on screen, and copy to the clipboard.
  await page.getByRole('link', { name: 'Applications' }).click();
  await page.getByText('Petshop', { exact: true }).first().click();
  await page.getByRole('tab', { name: 'Production Keys' }).click();
  const reveals = page.getByRole('button', { name: /^Reveal/ });
  await reveals.first().waitFor();
  // A pressed button is called Hide once its secret is shown.
  const shown = page.getByRole('button', { name: /^Hide/ });
  while ((await reveals.count()) > 0) {
    const already = await shown.count();
    await reveals.first().click();
    await expect.poll(() => shown.count()).toBeGreaterThan(already);
  }
  await expect.poll(() => page.evaluate('document.body.innerText')).toContain(said[0]);
  await page.getByRole('button', { name: /^Copy/ }).first().click();

  const exported = join(outside, 'tokens.json');
  await first.answerSave(exported);
  const saved = await page.evaluate(
    `latchkey.call('token:export', { selection: { of: 'everything' }, format: 'json', encryption: null })`,
  );
  expect(saved).toMatchObject({ ok: true });
  expect(statSync(exported).mode & 0o777).toBe(0o600);

  const bin = `{ kind: 'application', id: '${gone.applicationId}' }`;
  const purged =
    await page.evaluate(`latchkey.call('application:delete', { id: '${gone.applicationId}' })
    .then(() => latchkey.call('bin:purge', ${bin}))`);
  expect(purged).toMatchObject({ ok: true });
  expect(tooOpen(home)).toEqual([]);

  const child = first.electron.process();
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;

  const dataKey = await dataKeyOf(home);
  const traces = [...said, ...secretsOf(home, dataKey)].flatMap(tracesOf);
  const key = dataKey.use((bytes) => Buffer.from(bytes));
  const needles = [
    ...[...traces, PASSPHRASE, code, code.replaceAll('-', ''), key.toString('base64')].flatMap(
      encodings,
    ),
    key,
  ];
  expect(traces.length).toBeGreaterThan(25);
  // Names typed by a person or imported; exports contain them in plain text.
  const names = ['Ada Lovelace', 'Petshop', '/petshop', '/imported'];
  const everything = [...needles, ...names.flatMap(encodings)];
  const search = () => [...hits(home, everything), ...hits(temporary, everything)];
  expect(search()).toEqual([]);
  // The search works: it finds them in the unencrypted export.
  expect(hits(outside, needles)).toEqual([exported]);

  const second = await openProgram(runtime, home, [], { env: cheapGuesses });
  await second.page
    .getByRole('textbox', { name: 'Passphrase', exact: true })
    .fill('not my passphrase');
  await second.page.getByRole('button', { name: 'Sign in' }).click();
  await second.page
    .getByText(/doesn’t open this workspace/)
    .first()
    .waitFor();
  await enterWorkspace(second.page);
  expect(search()).toEqual([]);
  await second.chooseMenu('Lock workspace');
  await second.page.getByRole('button', { name: 'Sign in' }).waitFor();
  expect(search()).toEqual([]);
  await second.close();
  expect(search()).toEqual([]);
  expect(tooOpen(home)).toEqual([]);
});

test('Chromium’s own storage for the page is never written to disk', {
  tags: 'secrets/at-rest',
}, async () => {
  const home = join(temporaryDirectory(), 'home');
  const canary = 'canary-of-the-page-8d1f';
  const program = await openProgram(inject('electron'), home);
  const kept = await program.page.evaluate(`(async () => {
    const canary = '${canary}';
    localStorage.setItem('canary', canary);
    sessionStorage.setItem('canary', canary);
    await new Promise((resolve, reject) => {
      const opening = indexedDB.open(canary);
      opening.onupgradeneeded = () => opening.result.createObjectStore('s').put(canary, 'k');
      opening.onsuccess = resolve;
      opening.onerror = reject;
    });
    const folder = await navigator.storage.getDirectory();
    const file = await (await folder.getFileHandle('canary', { create: true })).createWritable();
    await file.write(canary);
    await file.close();
    return localStorage.getItem('canary');
  })()`);
  expect(kept).toBe(canary);
  // Chromium writes its storage after the page has been idle for a while, and on quit.
  await program.page.waitForTimeout(6000);
  expect(hits(home, encodings(canary))).toEqual([]);
  await program.close();
  expect(hits(home, encodings(canary))).toEqual([]);

  const again = await openProgram(inject('electron'), home);
  expect(await again.page.evaluate(`localStorage.getItem('canary')`)).toBeNull();
  await again.close();
});

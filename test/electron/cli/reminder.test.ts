import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startShop } from '../../support/command-line.ts';

test('what expires soon is listed, and exported to a calendar', async () => {
  const { cwd, json } = await startShop();
  const { tokenId } = (await json('keys', 'generate', 'Shop', '--validity', '10d')) as {
    tokenId: string;
  };
  expect(await json('reminder', 'list')).toEqual([]);
  expect(await json('reminder', 'list', '--within', '30d')).toMatchObject([
    { kind: 'token', id: tokenId, application: 'Shop', type: 'production', due: false },
  ]);
  expect(await json('reminder', 'export', '--out', 'soon.ics')).toBeNull();
  expect(readFileSync(join(cwd, 'soon.ics'), 'utf8')).toMatch(/^BEGIN:VCALENDAR\r\n/);
});

test('applications are marked, grouped and duplicated; tokens are narrowed and sorted', async () => {
  const { json } = await startShop();
  await json('keys', 'generate', 'Shop');
  await json('app', 'duplicate', 'Shop', 'Copy');
  await json('app', 'favourite', 'Copy');
  await json('app', 'update', 'Shop', '--group', 'Toys', '--owner', 'Grace');
  const names = async (...args: string[]) =>
    ((await json('app', 'list', ...args)) as { name: string }[]).map(({ name }) => name);
  expect(await names('--favourite')).toEqual(['Copy']);
  expect(await names('--group', 'toys')).toEqual(['Shop']);
  await json('app', 'favourite', 'Copy', '--off');
  expect(await names('--favourite')).toEqual([]);
  await json('keys', 'generate', 'Copy', '--validity', '2h');
  const owners = async (...args: string[]) =>
    ((await json('token', 'list', ...args)) as { application: string }[]).map(
      ({ application }) => application,
    );
  expect(await owners('--sort', 'application')).toEqual(['Copy', 'Shop']);
  expect(await owners('--sort', 'expires')).toEqual(['Shop', 'Copy']);
  expect(await owners('--search', 'cop', '--current')).toEqual(['Copy']);
  expect(await owners('--expiring')).toEqual([]);
});

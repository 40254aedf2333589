import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { holdFile } from '../../../electron/base/database/hold.ts';
import { moveEarlierHome } from '../../../electron/core/earlier-home.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

let places = { data: '', state: '', cache: '', earlier: '' };

beforeEach(() => {
  const root = temporaryDirectory();
  const at = (name: string) => join(root, name, 'Latchkey');
  places = { data: at('data'), state: at('state'), cache: at('cache'), earlier: at('config') };
  mkdirSync(join(places.earlier, 'slots'), { recursive: true });
  mkdirSync(join(places.earlier, 'logs'));
  mkdirSync(join(places.earlier, 'chromium'));
  for (const name of ['workspace.latchkey', 'slots/id', 'logs/latchkey.log', 'window.json']) {
    writeFileSync(join(places.earlier, name), name);
  }
});

test('moves data and state each to its own place', () => {
  expect(moveEarlierHome(places)).toBe(places.data);
  expect(existsSync(places.earlier)).toBe(false);
  expect(readFileSync(join(places.data, 'slots/id'), 'utf8')).toBe('slots/id');
  expect(readdirSync(places.data).toSorted()).toEqual([
    'slots',
    'workspace.latchkey',
    'workspace.latchkey-lock',
  ]);
  expect(readdirSync(places.state).toSorted()).toEqual(['logs', 'window.json']);
});

test('never mixes two directories', () => {
  mkdirSync(places.data, { recursive: true });
  expect(moveEarlierHome(places)).toBe(places.data);
  expect(existsSync(join(places.earlier, 'workspace.latchkey'))).toBe(true);
  expect(readdirSync(places.data)).toEqual([]);
});

test('stays while another program has a workspace of it open', () => {
  const held = holdFile(join(places.earlier, 'workspace.latchkey'));
  if (held.ok) onTestFinished(held.value.release);
  expect(moveEarlierHome(places)).toBe(places.earlier);
  expect(existsSync(places.data)).toBe(false);
});

test('leaves a directory without a workspace alone', () => {
  const other = { ...places, earlier: join(places.earlier, 'chromium') };
  expect(moveEarlierHome(other)).toBe(places.data);
  expect(existsSync(other.earlier)).toBe(true);
  expect(moveEarlierHome({ ...places, earlier: null })).toBe(places.data);
});

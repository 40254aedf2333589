import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { projectRoot } from '../../../build/runtime/project.ts';
import { readOptions } from '../../../build/tour/options.ts';
import { err, ok } from '../../../shared/result.ts';

test('without arguments it uses the samples and out/tour', () => {
  const read = readOptions([], '/home/ada');
  if (!read.ok) throw new Error(read.error);
  const { out, apis } = read.value;
  expect(out).toBe(`${projectRoot}/out/tour`);
  expect(apis.map((path) => path.split('/').at(-1))).toEqual([
    'petshop.yaml',
    'orders.yaml',
    'payments.json',
  ]);
  expect(apis.filter((path) => !existsSync(path))).toEqual([]);
});

test.each([
  [['--out', 'there', '--api', 'a.yaml', '/b.json']],
  [['--out', 'there', '--', '--api', 'a.yaml', '/b.json']],
  [['--api', 'a.yaml', '--api', '/b.json', '--out', 'there']],
  [['--api', 'a.yaml', '/b.json', '--', '--out', 'there']],
])('%j is accepted', (args) => {
  expect(readOptions(args, '/home/ada')).toEqual(
    ok({
      isAll: false,
      looks: [],
      sizes: [],
      places: [],
      out: '/home/ada/there',
      apis: ['/home/ada/a.yaml', '/b.json'],
    }),
  );
});

test('--all can be anywhere', () => {
  for (const args of [['--all'], ['--out', 'there', '--all'], ['--', '--all', '--api', 'a.yaml']]) {
    expect(readOptions(args, '/home/ada')).toMatchObject({ ok: true, value: { isAll: true } });
  }
});

test('--size and --place pick a part of --all', () => {
  const read = readOptions(['--size', '900x600', '--place', 'home', 'bin'], '/');
  expect(read).toMatchObject({
    ok: true,
    value: { isAll: true, looks: [], sizes: ['900x600'], places: ['home', 'bin'] },
  });
});

test('--look names the looks of --all', () => {
  const read = readOptions(['--all', '--look', 'german', 'dark', '--look', 'longer'], '/');
  expect(read).toMatchObject({ ok: true, value: { looks: ['german', 'dark', 'longer'] } });
});

test.each([
  [['--out'], '--out needs a value'],
  [['--look', '--all'], '--look needs a value'],
  [['--api'], '--api needs a value'],
  [['--api', '--out', 'x'], '--api needs a value'],
  [['--fast'], 'Unknown option --fast'],
  [['x'], 'Unknown option x'],
  [['--out', 'a', 'b'], 'Unknown option b'],
])('%j is refused', (args, words) => {
  expect(readOptions(args, '/')).toEqual(err(expect.stringContaining(words)));
});

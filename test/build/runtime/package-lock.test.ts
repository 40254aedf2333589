import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../../../build/runtime/project.ts';
import { trialPin, trialWindowsPin } from '../../../build/runtime/trial/pin.ts';

interface Entry {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const read = (name: string) => readFileSync(join(projectRoot, name), 'utf8');
const parsed = (name: string) =>
  JSON.parse(read(name)) as { readonly packages: Readonly<Record<string, Entry>> };
const lock = parsed('package-lock.json');
const locks = { project: lock, engineTools: parsed('test/engines/tools/package-lock.json') };

it('lists the optional packages of every system, since npm ci refuses a lock without them', () => {
  const lost = Object.entries(lock.packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => {
        const places = [`${place}/node_modules/${name}`, `node_modules/${name}`];
        return places.every((candidate) => lock.packages[candidate]?.version === undefined);
      })
      .map((name) => `${place || 'package.json'} → ${name}`),
  );
  expect(lost).toEqual([]);
});

it.each(Object.entries(locks))(
  'names no registry, so that npm ci works with any: %s',
  (_name, lock) => {
    const resolved = Object.values(lock.packages).filter((entry) => entry.resolved !== undefined);
    expect(resolved).toEqual([]);
  },
);

it('never has a trial runtime as a dependency', () => {
  for (const { package: name } of [trialPin, trialWindowsPin]) {
    expect(read('package.json')).not.toContain(name);
    expect(read('package-lock.json')).not.toContain(name);
  }
});

/**
 * Parts for other systems, which no registry in reach had when they were written; npm ci takes them
 * there without a hash. Of what runs here, everything has one.
 */
const withoutHash = /^node_modules\/@node-rs\/jsonwebtoken-(?!linux-x64)/;

it.each(Object.entries(locks))('pins each package by a hash: %s', (_name, { packages }) => {
  const unpinned = Object.entries(packages).filter(
    ([place, { integrity }]) => place !== '' && integrity === undefined && !withoutHash.test(place),
  );
  expect(unpinned.map(([place]) => place)).toEqual([]);
});

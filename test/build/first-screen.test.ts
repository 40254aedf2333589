import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { parseSync } from 'vite';
import { expect, test } from 'vitest';
import { projectRoot } from '../../build/runtime/project.ts';

/** What loading a file loads at once: our files, and the packages by their first specifier. */
function loadedWith(entry: string): ReadonlySet<string> {
  const loaded = new Set<string>();
  const left = [entry];
  for (let path = left.pop(); path !== undefined; path = left.pop()) {
    if (loaded.has(path)) continue;
    loaded.add(path);
    if (!/\.tsx?$/.test(path)) continue;
    const { module } = parseSync(path, readFileSync(join(projectRoot, path), 'utf8'));
    const requests = [
      ...module.staticImports
        .filter(({ entries }) => entries.length === 0 || entries.some(({ isType }) => !isType))
        .map(({ moduleRequest }) => moduleRequest.value),
      ...module.staticExports.flatMap(({ entries }) =>
        entries.flatMap(({ isType, moduleRequest }) =>
          isType ? [] : (moduleRequest?.value ?? []),
        ),
      ),
    ];
    for (const request of requests) {
      left.push(request.startsWith('.') ? normalize(join(dirname(path), request)) : request);
    }
  }
  return loaded;
}

test('the screens before an open workspace don’t wait for its pages', () => {
  const loaded = loadedWith('renderer/page.tsx');
  expect(loaded).toContain('renderer/features/workspace/sign-in.tsx');
  expect(loaded).not.toContain('renderer/workbench.tsx');
  expect([...loaded].filter((path) => path.endsWith('tokens/token-ledger.tsx'))).toEqual([]);
});

test.each(['electron/core/thread.ts', 'electron/core/readers/thread.ts'])(
  '%s loads no large library that few sessions need',
  (entry) => {
    const loaded = loadedWith(entry);
    expect(loaded).toContain('better-sqlite3');
    const large = [
      'node-forge',
      'age-encryption',
      '@peculiar/x509',
      'yaml',
      'js-yaml',
      'ical-generator',
    ];
    expect(large.filter((name) => loaded.has(name))).toEqual([]);
  },
);

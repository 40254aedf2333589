import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../build/runtime/project.ts';

const pages = ['README.md', 'CHANGELOG.md', ...globSync('docs/**/*.md', { cwd: projectRoot })];

test.each(pages)('%s: what it links to and the files that it names are there', (page) => {
  const text = readFileSync(join(projectRoot, page), 'utf8');
  const links = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, link = '']) =>
    join(projectRoot, dirname(page), link),
  );
  const named = [
    ...text.matchAll(/`((?:electron|renderer|shared|build|test)\/[\w./-]+\.\w+)`/g),
  ].map(([, path = '']) => join(projectRoot, path));
  expect([...links, ...named].filter((path) => !existsSync(path))).toEqual([]);
});

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../../build/runtime/project.ts';

/** Phrases that read translated or literary. They were replaced, and must not come back. */
const phrases: readonly RegExp[] = [
  /zero is no validity/i,
  /enter a whole number/i,
  /fill this in/i,
  /\bcode of now\b/i,
  /does not open the workspace/i,
  /look for caps lock/i,
  /passphrase is another one/i,
  /the two differ/i,
  /i want this short/i,
  // It must say how many seconds to wait.
  /too many attempts\.["'`]/i,
  /it is so already/i,
  /none is chosen/i,
  /\bopens: \d/i,
  /["'`>]not told\b/i,
  /\bits fate\b/i,
  /searched and filtered for/i,
  /cannot be taken back/i,
  /\bissue it["'`<]/i,
  /would open none/i,
  /\bone press\b/i,
  /who reads it can/i,
  /\bis no (?:export|openapi|jwt|url|xvfb|dom\b)/i,
  /some other text/i,
  /\bstands there\b/i,
  /\bfor good\b/i,
  /\bdelete now\b/i,
  /give them on\b/i,
  /copied meanwhile/i,
  /whom this workspace/i,
  /\b(?:is|are) being read\b/i,
  /without a touch/i,
  /\boff the list\b/i,
  /\bsigns no more\b/i,
  /requests a minute/i,
  /\bone a line\b/i,
  /\b\d+ d \d\d:\d\d:\d\d\b/,
  /takes the place of/i,
  /\b(?:useSettled|PATIENCE|theToken|fewAtOnce|Keeper|witnessedTime)\b/,
  /\b(?:twins?|mends?|mended|furnish\w*|homeless)\b/i,
  /nobody can set/i,
  /\bways? in(?:to)? (?:the|a)\b/i,
];

const skipped = new Set([
  'node_modules',
  'out',
  'dist',
  '.git',
  'package-lock.json',
  join('test', 'fixtures'),
]);
const text = new Set([
  '.css',
  '.html',
  '.json',
  '.md',
  '.mjs',
  '.sh',
  '.svg',
  '.ts',
  '.tsx',
  '.yml',
  '.1',
  '',
]);
const itself = join('test', 'build', 'words', 'phrases.test.ts');

function filesIn(folder: string): readonly string[] {
  return readdirSync(join(projectRoot, folder)).flatMap((name) => {
    const path = join(folder, name);
    if (skipped.has(path) || path === itself) return [];
    if (statSync(join(projectRoot, path)).isDirectory()) return filesIn(path);
    return text.has(extname(path)) ? [path.split(sep).join('/')] : [];
  });
}

test('no phrase that VOICE.md replaced is anywhere in the tree', () => {
  const files = filesIn('');
  expect(files).toContain('README.md');
  expect(files).toContain('shared/words/en.json');
  const hits = files.flatMap((path) => {
    const lines = readFileSync(join(projectRoot, path), 'utf8').split('\n');
    return lines.flatMap((line, at) => {
      const found = phrases.find((phrase) => phrase.test(line));
      return found === undefined ? [] : [`${path}:${at + 1}: ${line.trim().slice(0, 120)}`];
    });
  });
  expect(hits).toEqual([]);
});

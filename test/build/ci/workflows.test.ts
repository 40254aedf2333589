import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { projectRoot } from '../../../build/runtime/project.ts';

const directory = join(projectRoot, '.github/workflows');
const workflows = readdirSync(directory).map((name) => ({
  name,
  text: readFileSync(join(directory, name), 'utf8'),
}));

it.each(workflows)(
  '$name runs each action at one commit, and says which version that is',
  ({ text }) => {
    const uses = [...text.matchAll(/uses: (.+)$/gm)].map(([, action]) => action);
    expect(uses.length).toBeGreaterThan(0);
    const loose = uses.filter(
      (action) => !/^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action ?? ''),
    );
    expect(loose).toEqual([]);
  },
);

it.each(workflows)('$name may only read, unless a job says otherwise', ({ text }) => {
  expect((parse(text) as { permissions: unknown }).permissions).toEqual({ contents: 'read' });
});

it('releases only what was checked and packaged on three systems, never a trial', () => {
  const text = workflows.find(({ name }) => name === 'release.yml')?.text ?? '';
  const { jobs } = parse(text) as {
    jobs: Record<string, { needs?: string | string[]; strategy?: { matrix: { os?: string[] } } }>;
  };
  const systems = ['ubuntu-24.04', 'windows-2025', 'macos-15'];
  expect(jobs['check']?.strategy?.matrix.os).toEqual(systems);
  expect(jobs['package']).toMatchObject({ needs: 'check', strategy: { matrix: { os: systems } } });
  expect(jobs['release']?.needs).toEqual(['package', 'try']);
  expect(text).not.toContain('--trial');
  expect(text.match(/--self-test/g)?.length).toBeGreaterThanOrEqual(8);
});

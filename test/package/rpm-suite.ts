import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { run, runAsPerson } from './installed.ts';

/** What an rpm is tried for: it is unpacked, since this system has no rpm database. */
export function rpmSuite({
  dist,
  version,
  home,
  elsewhere,
}: {
  readonly dist: string;
  readonly version: string;
  readonly home: string;
  readonly elsewhere: string;
}): void {
  const rpm = join(dist, `latchkey-trial-${version}-linux-x86_64.rpm`);
  const unpacked = join(elsewhere, 'rpm');

  beforeAll(async () => {
    mkdirSync(unpacked);
    const script = ['-c', 'rpm2archive - <"$1" | tar -xz', 'sh', rpm];
    const made = await run('sh', script, { cwd: unpacked });
    if (made.status !== 0) throw new Error(made.stderr);
  });

  it('passes its self-test where it is unpacked', async () => {
    const inside = join(unpacked, 'opt/Latchkey Trial/latchkey');
    const tested = await runAsPerson(home, inside, ['--self-test']);
    expect(tested.stdout).toContain('9 passed');
    expect(tested.status).toBe(0);
  });

  it('says what it needs and what it can’t be beside, and names nobody made up', async () => {
    const needed = (await query(rpm, '--requires')).split('\n');
    for (const name of ['gtk3', 'nss', '(alsa-lib or libasound2)', '/bin/sh']) {
      expect(needed).toContain(name);
    }
    expect(await query(rpm, '--conflicts')).toBe('latchkey\n');
    expect(await query(rpm, '--info')).not.toContain('.invalid');
    const files = (await query(rpm, '--list')).split('\n');
    expect(files).toEqual(
      expect.arrayContaining([
        '/opt/Latchkey Trial/latchkey',
        '/usr/share/applications/latchkey.desktop',
        '/usr/share/man/man1/latchkey.1',
        '/usr/share/metainfo/org.latchkey.latchkey.metainfo.xml',
      ]),
    );
  });
}

async function query(rpm: string, what: string): Promise<string> {
  return (await run('rpm', ['--query', '--package', what, rpm])).stdout;
}

import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { launchEnvironment } from '../../../build/runtime/launch.ts';
import { projectRoot } from '../../../build/runtime/project.ts';
import { temporaryDirectory } from '../../support/core.ts';

/** A namespace without a network requires root, which CI has. */
const canUnshare = process.platform === 'linux' && process.getuid?.() === 0;

test.runIf(canUnshare)(
  'the main job is done in an empty network namespace, and no internet address is tried',
  {
    tags: 'network/none',
    timeout: 300_000,
  },
  () => {
    const place = temporaryDirectory();
    const trace = join(place, 'trace');
    const runtime = inject('electron');
    // Playwright starts this instead of Electron; it records what Electron connects to.
    const traced = join(place, 'traced-electron');
    writeFileSync(
      traced,
      `#!/bin/sh\nexec strace -f -qq -yy --seccomp-bpf -e trace=connect,sendto -o '${trace}' '${runtime.executable}' "$@"\n`,
    );
    chmodSync(traced, 0o755);
    const journey = join(projectRoot, 'test/support/journey-without-network.ts');
    const said = execFileSync(
      'unshare',
      [
        '--net',
        'sh',
        '-c',
        'ip link set lo up; exec "$@"',
        'sh',
        process.execPath,
        journey,
        traced,
        place,
      ],
      { encoding: 'utf8', env: launchEnvironment(runtime), timeout: 240_000 },
    );
    expect(JSON.parse(said.trim().split('\n').at(-1) ?? '')).toEqual({
      interfaces: ['lo'],
      tokens: 1,
      exported: true,
    });

    const lines = readFileSync(trace, 'utf8').split('\n');
    expect(lines.filter((line) => line.includes('AF_UNIX')).length).toBeGreaterThan(0);
    // Playwright uses loopback. Chromium also looks for an IPv6 route by connecting a UDP socket to
    // a well-known address, without sending anything.
    const routeQuestion = /connect\(\d+<UDPv6.*2001:4860:4860::8888/;
    const tried = lines
      .filter((line) => /AF_INET6?\b/.test(line) && !/127\.0\.0\.1|"::1"/.test(line))
      .filter((line) => !routeQuestion.test(line));
    expect(tried).toEqual([]);
  },
);

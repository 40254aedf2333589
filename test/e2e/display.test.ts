import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ensureDisplay, hasDisplay, startDisplay } from '../../build/runtime/display.ts';
import { projectRoot } from '../../build/runtime/project.ts';

/** Whether an X server listens on a display such as `:99`. */
async function answers(display: string): Promise<boolean> {
  const socket = connect(`/tmp/.X11-unix/X${display.slice(1)}`);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

const here = (name: string) => join(projectRoot, name);

describe.runIf(process.platform === 'linux')('a display in memory', () => {
  it('runs until it is stopped, and several don’t collide', async () => {
    const [one, two] = await Promise.all([startDisplay(), startDisplay()]);
    expect(one.name).toMatch(/^:\d+$/);
    expect(two.name).not.toBe(one.name);
    await one.stop();
    expect([await answers(one.name), await answers(two.name)]).toEqual([false, true]);
    await two.stop();
    expect(await answers(two.name)).toBe(false);
  });

  it('ends with its parent process, even when that is killed', async () => {
    const script = `
      import { startDisplay } from ${JSON.stringify(here('build/runtime/display.ts'))};
      console.log((await startDisplay()).name);
    `;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const name = line.toString().trim();
    expect(await answers(name)).toBe(true);
    child.kill('SIGKILL');
    await expect.poll(() => answers(name), { timeout: 10_000 }).toBe(false);
  });

  it('is started only where there is none, and stopped afterwards', async () => {
    const theirs = { DISPLAY: ':7' };
    await (await ensureDisplay(theirs))();
    expect(theirs).toEqual({ DISPLAY: ':7' });

    const none: Record<string, string | undefined> = {};
    const takeAway = await ensureDisplay(none);
    const name = none['DISPLAY'] ?? '';
    expect(await answers(name)).toBe(true);
    await takeAway();
    expect(none).toEqual({});
    expect(await answers(name)).toBe(false);
  });

  it('reports why it can’t be started', async () => {
    await expect(startDisplay('nonsense')).rejects.toThrow("Xvfb didn't start");
  });
});

describe('detecting a missing display', () => {
  it('happens on Linux without X11 and Wayland only', () => {
    expect(hasDisplay({}, 'linux')).toBe(false);
    expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
    expect(hasDisplay({ DISPLAY: ':0' }, 'linux')).toBe(true);
    expect(hasDisplay({}, 'darwin')).toBe(true);
  });

  it.runIf(process.platform === 'linux')('npm start says what to do and starts nothing', () => {
    const { DISPLAY: _x11, WAYLAND_DISPLAY: _wayland, ...env } = process.env;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', here('build/runtime/preflight.mjs'), here('build/runtime/start.ts')],
      { env, encoding: 'utf8' },
    );
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('xvfb-run -a npm start');
    expect(stderr).toContain('npm run tour');
  });
});

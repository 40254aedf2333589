import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { enterWorkspace } from '../../build/drive/enter.ts';
import { openProgram } from '../../build/drive/program.ts';
import { ensureDisplay } from '../../build/runtime/display.ts';
import { ensureOutputs } from '../../build/runtime/outputs.ts';
import { orExit, readyRuntime } from '../../build/runtime/ready.ts';
import { currentCost } from '../../electron/base/crypto/kdf.ts';
import { type Line, measure } from './measure.ts';

const TIMES = 5;

/** The time from pressing Sign in to the first page, with the real key derivation cost. */
export async function unlockingInWindow(): Promise<readonly Line[]> {
  orExit(await ensureOutputs());
  const takeDisplayAway = await ensureDisplay();
  const home = await mkdtemp(join(tmpdir(), 'latchkey-bench-window-'));
  const program = await openProgram(await readyRuntime(), home);
  try {
    const { page, electron } = program;
    await enterWorkspace(page);
    const alone = await electron.evaluate(
      async (_electron, { times, N, r, p }) => {
        const { scryptSync } = process.getBuiltinModule('node:crypto');
        const spans: number[] = [];
        for (let time = 0; time < times; time += 1) {
          const start = performance.now();
          scryptSync('x', Buffer.alloc(16), 32, { N, r, p, maxmem: 256 * N * r });
          spans.push(performance.now() - start);
        }
        return spans.toSorted((one, other) => one - other)[Math.floor(times / 2)] ?? 0;
      },
      { times: TIMES, ...currentCost },
    );
    const signIn = page.getByRole('button', { name: 'Sign in' });
    const lock = async (): Promise<void> => {
      await program.chooseMenu('Lock workspace');
      await signIn.waitFor();
    };
    const spans = await measure(TIMES, async () => enterWorkspace(page), lock);
    const against = 'scrypt alone, in that Electron';
    return [{ what: 'sign in, in a window', ours: spans, against, other: alone }];
  } finally {
    await program.close();
    await rm(home, { recursive: true, force: true });
    await takeDisplayAway();
  }
}

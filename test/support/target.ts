import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { enterWorkspace } from '../../build/drive/enter.ts';
import { openProgram, type Program } from '../../build/drive/program.ts';
import { layOutWorkspace } from './electron-app.ts';
import { cheapGuesses } from './kdf-cost.ts';

/**
 * A window under attack, with the environment variables and switches for Electron that it needs: one
 * for all attacks of a file, as none of them may leave anything behind. Console errors caused by the
 * attacks don't count as problems.
 */
export async function openTarget(
  env: Readonly<Record<string, string>> = {},
  switches: readonly string[] = [],
) {
  const home = await mkdtemp(join(tmpdir(), 'latchkey-attacks-'));
  await layOutWorkspace(home);
  const program = await openProgram(inject('electron'), home, [], {
    env: { ...cheapGuesses, ...env },
    switches,
  });
  return {
    ...(await makeTarget(program)),
    close: async (): Promise<void> => {
      await program.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

export type Target = Awaited<ReturnType<typeof makeTarget>>;

/** Signs in to a window that needs nothing special, and has it attacked: see {@link openTarget}. */
export async function makeTarget({ page, electron }: Program) {
  await enterWorkspace(page);
  await page.evaluate('window.marker = "the page of before"');
  /**
   * Runs in the page like its own script: the CSP doesn't apply to what Playwright evaluates, but
   * it applies to a timer's callback.
   *
   * @returns what `body` passed to `answer`, or the name of the thrown error, or "silence" after
   *   `silence` milliseconds.
   */
  const run = (body: string, silence: number): Promise<unknown> =>
    page.evaluate(`new Promise((answer) => {
      setTimeout(() => answer('silence'), ${silence});
      setTimeout(async () => { try { ${body} } catch (error) { answer(error.name); } });
    })`);
  return {
    page,
    electron,
    /** For code that doesn't answer: it gets 700 ms to do harm. */
    attack: (body: string): Promise<unknown> => run(body, 700),
    /** For code that answers sooner or later. */
    ask: (body: string): Promise<unknown> => run(body, 20_000),
  };
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { enterWorkspace } from '../../build/drive/enter.ts';
import { openProgram } from '../../build/drive/program.ts';
import { layOutWorkspace } from './electron-app.ts';
import { cheapGuesses } from './kdf-cost.ts';

/**
 * The program in a window that is attacked: one for all attacks of a file, as none of them may leave
 * anything behind. What the console says of them is not counted as a problem.
 *
 * @param env variables beside the usual ones.
 * @param switches for Electron, before the program.
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
  const { page, electron } = program;
  await enterWorkspace(page);
  await page.evaluate('window.marker = "the page of before"');
  /**
   * Runs in the page as its own script would: what Playwright evaluates is exempt from the CSP,
   * what a timer of it runs is not.
   *
   * @returns what `body` gave to `answer`, or the name of what was thrown, or "silence" after so
   *   many milliseconds.
   */
  const run = (body: string, silence: number): Promise<unknown> =>
    page.evaluate(`new Promise((answer) => {
      setTimeout(() => answer('silence'), ${silence});
      setTimeout(async () => { try { ${body} } catch (error) { answer(error.name); } });
    })`);
  return {
    page,
    electron,
    /** What answers nothing: it gets a while to do its harm. */
    attack: (body: string): Promise<unknown> => run(body, 700),
    /** What answers sooner or later. */
    ask: (body: string): Promise<unknown> => run(body, 20_000),
    close: async (): Promise<void> => {
      await program.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

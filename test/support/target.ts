import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { enterWorkspace } from '../../build/drive/enter.ts';
import { openProgram } from '../../build/drive/program.ts';

/**
 * The program in a window that is attacked: one for all attacks of a file, as none of them may leave
 * anything behind. What the console says of them is not counted as a problem.
 *
 * @param env variables beside the usual ones.
 */
export async function openTarget(env: Readonly<Record<string, string>> = {}) {
  const home = await mkdtemp(join(tmpdir(), 'latchkey-attacks-'));
  const program = await openProgram(inject('electron'), home, [], { env });
  const { page, electron } = program;
  await enterWorkspace(page);
  await page.evaluate('window.marker = "the page of before"');
  return {
    page,
    electron,
    /**
     * Runs in the page as its own script would: what Playwright evaluates is exempt from the CSP,
     * what a timer of it runs is not.
     *
     * @returns what `body` gave to `answer`, or the name of what was thrown, or "silence".
     */
    attack: (body: string): Promise<unknown> =>
      page.evaluate(`new Promise((answer) => {
        setTimeout(() => answer('silence'), 700);
        setTimeout(async () => { try { ${body} } catch (error) { answer(error.name); } });
      })`),
    close: async (): Promise<void> => {
      await program.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

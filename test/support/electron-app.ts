import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject, test } from 'vitest';
import { enterWorkspace } from '../../build/drive/enter.ts';
import { openProgram, type Program } from '../../build/drive/program.ts';
import { projectRoot } from '../../build/runtime/project.ts';

/**
 * A test in a real window. `program` is the built program, signed in to a new workspace in a data
 * directory of its own, `home`; a test that starts it again, or on files laid out beforehand, takes
 * `open` instead, and one of what stands before the workspace `openLocked`.
 * The test fails when anything in the program goes wrong by itself: an exception of the page, an
 * error on its console, a refusal by the CSP, a crash, a program that does not quit. What a failed
 * test saw last is kept in out/e2e.
 */
export const it = test
  // oxlint-disable-next-line no-empty-pattern -- vitest reads from it what a fixture needs
  .extend('home', async ({}, { onCleanup }) => {
    const home = await mkdtemp(join(tmpdir(), 'latchkey-e2e-'));
    onCleanup(() => rm(home, { recursive: true, force: true }));
    return home;
  })
  .extend('openLocked', async ({ home, task }, { onCleanup }) => {
    const opened: Program[] = [];
    const picture = join(projectRoot, 'out/e2e', `${task.name.replaceAll(/\W+/g, '-')}.png`);
    onCleanup(async () => {
      if (task.result?.state === 'fail') {
        await opened
          .at(-1)
          ?.screenshot(picture)
          .catch(() => undefined);
      }
      for (const program of opened) await program.close();
      const problems = opened.flatMap((program) => program.problems);
      if (problems.length > 0) throw new Error(`Went wrong by itself:\n${problems.join('\n')}`);
    });
    return async (...more: readonly string[]): Promise<Program> => {
      const program = await openProgram(inject('electron'), home, more);
      opened.push(program);
      return program;
    };
  })
  .extend('open', ({ openLocked }) => async (): Promise<Program> => {
    const program = await openLocked();
    await enterWorkspace(program.page);
    return program;
  })
  .extend('program', ({ open }) => open());

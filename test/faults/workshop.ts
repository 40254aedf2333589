import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleChildren, type ChildFiles } from './bundle.ts';
import { draft, issue, makeApplication, withCore } from './fault-core.ts';

export interface Scene {
  /** The data directory. */
  readonly home: string;
  /** A folder on another file system, if there is one. */
  readonly elsewhere: string;
}

/** The setup that every trial shares. */
export interface Workshop {
  /** Whether to try every call instead of a sample. */
  readonly isFull: boolean;
  readonly hasSecondDisk: boolean;
  /** The library that is preloaded into a process to make its calls fail. */
  readonly library: string;
  /** The library that is preloaded to record a process's changes to the disk. */
  readonly recorder: string;
  /** The processes in which a fault happens. */
  readonly files: ChildFiles;
  /** Creates a scene; if prepared, with a workspace with one application, "Kept", and a token. */
  scene(isPrepared: boolean): Scene;
  clear(scene: Scene): void;
  end(): void;
}

/** @returns a library that can be preloaded. */
function compile(folder: string, name: string): string {
  const library = join(folder, `${name}.so`);
  const source = join(import.meta.dirname, `${name}.c`);
  execFileSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl', '-lpthread']);
  return library;
}

export async function openWorkshop(isFull: boolean): Promise<Workshop> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-faults-'));
  const shared = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  const memory = mkdtempSync(join(shared, 'latchkey-faults-'));
  const template = join(folder, 'template');
  let scenes = 0;

  function end(): void {
    for (const path of [folder, memory]) rmSync(path, { recursive: true, force: true });
  }

  try {
    const library = compile(folder, 'fault-at');
    const recorder = compile(folder, 'record');
    await withCore(template, async (core) => {
      const made = [
        await core.call('workspace:create', draft),
        await makeApplication(core, 'Kept'),
        await issue(core, 'PRODUCTION'),
      ];
      if (made.some(({ ok }) => !ok)) throw new Error('The workspace to begin with was not made');
    });
    return {
      isFull,
      hasSecondDisk: statSync(folder).dev !== statSync(memory).dev,
      library,
      recorder,
      files: await bundleChildren(),
      scene(isPrepared) {
        scenes += 1;
        const home = join(folder, `home-${scenes}`);
        const elsewhere = join(memory, String(scenes));
        mkdirSync(elsewhere);
        if (isPrepared) cpSync(template, home, { recursive: true });
        else mkdirSync(home);
        return { home, elsewhere };
      },
      clear({ home, elsewhere }) {
        for (const path of [home, `${home}.ack`, `${home}.count`, elsewhere]) {
          rmSync(path, { recursive: true, force: true });
        }
      },
      end,
    };
  } catch (error) {
    end();
    throw error;
  }
}

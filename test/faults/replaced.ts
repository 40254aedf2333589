import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { codeOf, type FaultCore, makeApplication, openAt, signIn, withCore } from './fault-core.ts';
import { type Line, type Trial, tryEach } from './line.ts';
import type { Scene, Workshop } from './workshop.ts';

const fileIn = (home: string): string => join(home, 'workspace.latchkey');

/** Ways to replace an open file, and the error that must refuse the next write. */
const ways: Readonly<Record<string, { readonly code: string; readonly run: Way }>> = {
  'renamed over it': {
    code: 'database/replaced',
    run(home, other) {
      writeFileSync(join(home, 'incoming'), other);
      renameSync(join(home, 'incoming'), fileIn(home));
    },
  },
  'written into it': {
    code: 'database/replaced',
    run: (home, other) => writeFileSync(fileIn(home), other),
  },
  deleted: { code: 'database/missing', run: (home) => rmSync(fileIn(home)) },
  'renamed away': {
    code: 'database/missing',
    run: (home) => renameSync(fileIn(home), join(home, 'away')),
  },
};
type Way = (home: string, other: Buffer) => void;

/** Another program changes the file while it is open. */
export function replacedLines(workshop: Workshop): readonly Line[] {
  const cases = Object.keys(ways).flatMap((way) =>
    [0, 1, 3].map((writes) => [`${way} after ${writes} writes`, way, writes] as const),
  );
  const trials = cases.map(([name, way, writes]): [string, Trial] => [
    name,
    async () => {
      const scene = workshop.scene(true);
      try {
        return await replace(scene, way, writes);
      } finally {
        workshop.clear(scene);
      }
    },
  ]);
  return [
    {
      fault: 'replaced',
      promise: 'the open file is replaced or gone: noticed before the next write, both states stay',
      run: () => tryEach(new Map(trials)),
    },
  ];
}

async function replace({ home }: Scene, name: string, writes: number): Promise<string | null> {
  const way = ways[name];
  if (way === undefined) throw new Error('There is no such way');
  const other = await theirsOf(home);
  const written = Array.from({ length: writes }, (_, at) => `Ours ${at}`);
  const trouble = await withCore(home, async (core) => {
    await signIn(core);
    for (const ours of written) await makeApplication(core, ours);
    way.run(home, other);
    const late = codeOf(await makeApplication(core, 'Late'));
    return late === way.code ? null : `a write was answered with ${late}`;
  });
  if (trouble !== null) return trouble;
  if (way.code === 'database/replaced' && !readFileSync(fileIn(home)).equals(other)) {
    return 'something was written into the other file';
  }
  return savedAside(home, ['Kept', ...written]);
}

/** A copy of the workspace as changed on another machine. */
async function theirsOf(home: string): Promise<Buffer> {
  const machine = `${home}-other`;
  cpSync(home, machine, { recursive: true });
  try {
    await withCore(machine, async (core) => {
      await signIn(core);
      for (let at = 0; at < 20; at += 1) await makeApplication(core, `Theirs ${at}`);
    });
    return readFileSync(fileIn(machine));
  } finally {
    rmSync(machine, { recursive: true, force: true });
  }
}

/** @returns what is missing from the file that was saved on closing. */
async function savedAside(home: string, expected: readonly string[]): Promise<string | null> {
  const saved = readdirSync(home).find((name) => name.includes('(set aside '));
  if (saved === undefined) return 'what was open was not saved';
  if (existsSync(`${fileIn(home)}-wal`)) return 'a WAL was left beside a file it is not of';
  return withCore(home, async (core: FaultCore) => {
    const found = await openAt(core, join(home, saved));
    if (typeof found === 'string') return `what was saved does not open: ${found}`;
    const missing = expected.filter((name) => !found.includes(name));
    return missing.length === 0 ? null : `lost: ${missing.join(', ')}`;
  });
}

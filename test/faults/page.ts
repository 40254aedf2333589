import { setImmediate as turn } from 'node:timers/promises';
import {
  codeOf,
  type FaultCore,
  issue,
  makeApplication,
  openIn,
  signIn,
  withCore,
} from './fault-core.ts';
import { type Line, type Trial, tryEach } from './line.ts';
import type { Workshop } from './workshop.ts';

/** How many turns of the event loop the first call has before the page is gone. */
const MOMENTS = [0, 1, 2, 5, 10, 50] as const;

/** The page crashes while a call of it is being answered; the one that comes back asks again. */
const calls: Readonly<Record<string, (core: FaultCore) => Promise<string>>> = {
  'a token': async (core) => codeOf(await issue(core, 'SANDBOX')),
  'an application': async (core) => codeOf(await makeApplication(core, 'Again')),
};
/** Why the second call is refused if the first one was done. */
const done: ReadonlySet<string> = new Set(['done', 'keys/exist', 'field/taken']);

export function pageLines(workshop: Workshop): readonly Line[] {
  const trials = Object.keys(calls).flatMap((what) =>
    MOMENTS.map((moment): [string, Trial] => [
      `${what} after ${moment}`,
      async () => {
        const scene = workshop.scene(true);
        try {
          return await withCore(scene.home, (core) => crash(core, what, moment));
        } finally {
          workshop.clear(scene);
        }
      },
    ]),
  );
  return [
    {
      fault: 'page',
      promise: 'the page crashes during a call and asks again: it is done once, never twice',
      run: () => tryEach(new Map(trials)),
    },
  ];
}

async function crash(core: FaultCore, what: string, moment: number): Promise<string | null> {
  await signIn(core);
  const call = calls[what];
  if (call === undefined) throw new Error(`There is no call for ${what}`);
  // Nobody hears its answer.
  const first = call(core);
  for (let nth = 0; nth < moment; nth += 1) await turn();
  const second = await call(core);
  await first;
  if (!done.has(second)) return `the second call was answered with ${second}`;
  const found = await openIn(core);
  if (typeof found === 'string') return found;
  const tokens = found.filter((one) => one.split('.').length === 3).length;
  const again = found.filter((one) => one === 'Again').length;
  const expected = what === 'a token' ? [2, 0] : [1, 1];
  return tokens === expected[0] && again === expected[1] ? null : `there are ${tokens}, ${again}`;
}

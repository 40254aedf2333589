import { z } from 'zod';
import { crashPage, inPage } from '../../build/drive/crash.ts';
import { openProgram, type Program } from '../../build/drive/program.ts';
import { ensureDisplay, hasDisplay } from '../../build/runtime/display.ts';
import { findElectron } from '../../build/runtime/find-electron.ts';
import { ensureNeeds } from '../../build/runtime/install-needs.ts';
import { ensureOutputs } from '../../build/runtime/outputs.ts';
import { displayNeeds, windowNeeds } from '../../build/runtime/system-needs.ts';
import type { Channel, Input } from '../../shared/ipc/contract.ts';
import { cheapGuesses } from '../support/kdf-cost.ts';
import { draft } from './fault-core.ts';
import type { Line, Outcome } from './line.ts';
import type { Workshop } from './workshop.ts';

/** Milliseconds from a call of the page to the page's crash. One window revives five crashes. */
const MOMENTS = [0, 1, 4, 20] as const;

const keyTypes = ['PRODUCTION', 'SANDBOX'] as const;
/** Why the second call is refused if the first one was done. */
const done: ReadonlySet<string> = new Set(['done', 'keys/exist', 'field/taken']);
const answerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.object({ code: z.string() }) }),
]);

/** The renderer of the built program is crashed while a call of it is being answered. */
export function windowLines(workshop: Workshop): readonly Line[] {
  return [
    {
      fault: 'window',
      promise: 'the page of the real window crashes during a call: it is done once, never twice',
      async run() {
        const scene = workshop.scene(false);
        try {
          return await inWindow(scene.home, crashEach);
        } catch (error) {
          return { tried: 1, lost: [`it threw: ${String(error)}`] };
        } finally {
          workshop.clear(scene);
        }
      },
    },
  ];
}

async function inWindow(home: string, work: (program: Program) => Promise<Outcome>) {
  const ready = ensureNeeds(hasDisplay() ? windowNeeds : [...windowNeeds, ...displayNeeds]);
  if (!ready.ok) throw new Error(ready.error);
  const [electron, built] = [await findElectron(), await ensureOutputs()];
  if (!electron.ok) throw new Error(electron.error.message);
  if (!built.ok) throw new Error(built.error);
  const takeDisplayAway = await ensureDisplay(process.env);
  try {
    const program = await openProgram(electron.value, home, [], { env: cheapGuesses });
    try {
      return await work(program);
    } finally {
      await program.close();
    }
  } finally {
    await takeDisplayAway();
  }
}

const callText = <C extends Channel>(channel: C, input: Input<C>): string =>
  `latchkey.call(${JSON.stringify(channel)}, ${JSON.stringify(input)})`;

async function ask<C extends Channel>(program: Program, channel: C, input: Input<C>) {
  return answerSchema.parse(await inPage(program, callText(channel, input)));
}

async function listed(program: Program, channel: 'application:list' | 'token:list') {
  const answer = await ask(program, channel, channel === 'token:list' ? { limit: 100 } : {});
  if (!answer.ok) throw new Error(`The list was refused: ${answer.error.code}`);
  const rows = z.array(z.looseObject({ id: z.string() }));
  return channel === 'token:list'
    ? z.object({ tokens: rows }).parse(answer.value).tokens
    : rows.parse(answer.value);
}

async function crashEach(program: Program): Promise<Outcome> {
  const created = await ask(program, 'workspace:create', draft);
  if (!created.ok) throw new Error(`Nothing was created: ${created.error.code}`);
  const lost: string[] = [];
  for (const [nth, ms] of MOMENTS.entries()) {
    const what = nth % 2 === 0 ? `application ${nth}` : `token ${nth}`;
    const text = nth % 2 === 0 ? newApplication(nth) : await newToken(program, nth);
    // Nobody hears the answer.
    await crashPage(program, { script: `void ${text}`, ms });
    const answer = answerSchema.parse(await inPage(program, text));
    const code = answer.ok ? 'done' : answer.error.code;
    if (!done.has(code)) lost.push(`${what} after ${ms} ms: answered with ${code}`);
  }
  const [applications, tokens] = [
    await listed(program, 'application:list'),
    await listed(program, 'token:list'),
  ];
  const half = MOMENTS.length / 2;
  if (applications.length !== half || tokens.length !== half) {
    lost.push(`there are ${applications.length} applications and ${tokens.length} tokens`);
  }
  return { tried: MOMENTS.length, lost };
}

const newApplication = (nth: number): string =>
  callText('application:create', {
    name: `Application ${nth}`,
    description: '',
    perTokenQuota: 'Unlimited',
  });

async function newToken(program: Program, nth: number): Promise<string> {
  const [application] = await listed(program, 'application:list');
  return callText('keys:generate', {
    applicationId: application?.id ?? '',
    keyType: keyTypes[(nth >> 1) % 2] ?? 'PRODUCTION',
    validitySeconds: 3600,
    scopes: [],
  });
}

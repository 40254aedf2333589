import { codeOf, issue, openIn, withCore } from './fault-core.ts';
import { type Line, type Trial, tryEach } from './line.ts';
import type { Workshop } from './workshop.ts';

const YEAR = 365.25 * 24 * 60 * 60 * 1000;

/** The computer's clock is years away from the newest token's time. */
export function clockLines(workshop: Workshop): readonly Line[] {
  const trials = [-10, -1, 1, 10].map((years): [string, Trial] => [
    `${years} years`,
    async () => {
      const scene = workshop.scene(true);
      try {
        return await setClock(scene.home, years);
      } finally {
        workshop.clear(scene);
      }
    },
  ]);
  return [
    {
      fault: 'clock',
      promise: 'the clock is years off and set right again: a warning, and nothing is lost',
      run: () => tryEach(new Map(trials)),
    },
  ];
}

async function setClock(home: string, years: number): Promise<string | null> {
  const before = await withCore(home, (core) => openIn(core));
  if (typeof before === 'string') return `it did not open before: ${before}`;
  const wrong = () => Date.now() + years * YEAR;
  const trouble = await withCore(
    home,
    async (core) => {
      const found = await openIn(core);
      if (typeof found === 'string') return `it does not open: ${found}`;
      const state = await core.call('workspace:state', {});
      const doubt = state.ok ? state.value.clock?.kind : state.error.code;
      if (doubt !== (years < 0 ? 'behind' : 'ahead')) return `the clock is called ${doubt}`;
      const isBehind = (await clockBehind(core)) > 0;
      if (isBehind !== years < 0) return isBehind ? 'a false warning' : 'no warning';
      const issued = codeOf(await issue(core, 'SANDBOX'));
      return issued === 'done' ? null : `nothing can be issued: ${issued}`;
    },
    wrong,
  );
  if (trouble !== null) return trouble;
  const after = await withCore(home, (core) => openIn(core));
  if (typeof after === 'string') return `it does not open afterwards: ${after}`;
  const missing = before.filter((one) => !after.includes(one));
  return missing.length === 0 ? null : `lost: ${missing.join(', ')}`;
}

async function clockBehind({ call }: Parameters<typeof issue>[0]): Promise<number> {
  const listed = await call('application:list', {});
  const applicationId = listed.ok ? listed.value[0]?.id : undefined;
  if (applicationId === undefined) throw new Error('The application is not there');
  const view = await call('keys:get', { applicationId, keyType: 'PRODUCTION' });
  return view.ok ? view.value.clockBehindSeconds : -1;
}

import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { EngineId } from '../../../../shared/domain/engines/engine.ts';
import { engines } from '../../../../shared/domain/engines/verdict.ts';
import { type TestCore, temporaryDirectory } from '../../../support/core.ts';
import { isAccepted, makeCorpus } from '../../../support/engines/corpus.ts';
import { type Running, startEngine } from '../../../support/engines/programs.ts';

/** Those that start in a second; RabbitMQ runs by `npm run test:engines`. */
const here = [
  'haproxy',
  'nginx',
  'apache',
  'apache-openidc',
  'express',
  'workerd',
] as const satisfies readonly EngineId[];

/** Exports an engine's files as a person would, and starts it with them unchanged. */
async function startWithExport(core: TestCore, id: EngineId): Promise<Running> {
  const folder = temporaryDirectory();
  core.shell.saveTo = { path: join(folder, engines[id].file) };
  await core.give('gateway:export', { file: id });
  const running = await startEngine(id, folder);
  onTestFinished(() => running.stop());
  return running;
}

test('each engine’s answer is the verdict: every profile, algorithm and defect', async () => {
  const { core, cases } = await makeCorpus();
  const wrong: string[] = [];
  for (const id of here) {
    const running = await startWithExport(core, id);
    for (const one of cases) {
      const { status, body } = await running.ask(`Bearer ${one.jwt}`);
      const isRefusal = status >= 400 && status < 500;
      const isRight = isAccepted(id, one) ? status === 200 && body === 'hello' : isRefusal;
      if (!isRight) wrong.push(`${id}, ${one.name}: ${status}`);
    }
    const none = ['Basic YTpi', 'Bearer x', 'Bearer a.b.c'];
    for (const sent of [[], ...none.map((one) => [one])]) {
      const { status, challenge = '' } = await running.ask(...sent);
      const isRight = [400, 401].includes(status) && challenge.startsWith('Bearer');
      if (!isRight) wrong.push(`${id}, ${sent.join('')}: ${status} ${challenge}`);
    }
  }
  expect(wrong).toEqual([]);
});

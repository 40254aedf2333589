import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { EngineId } from '../../../../shared/domain/engines/engine.ts';
import { engines } from '../../../../shared/domain/engines/verdict.ts';
import { startCore, type TestCore, temporaryDirectory } from '../../../support/core.ts';
import { isAccepted, makeCorpus } from '../../../support/engines/corpus.ts';
import { type Running, startEngine } from '../../../support/engines/programs.ts';
import { generate, jwtOf, makeApplication } from '../../../support/workspace.ts';

/** Those that start in a second; RabbitMQ runs by `npm run test:engines`. */
const here = [
  'haproxy',
  'nginx',
  'apache',
  'apache-openidc',
  'express',
  'workerd',
] as const satisfies readonly EngineId[];

/** Exports an engine's files as a person would. */
async function exported(core: TestCore, id: EngineId): Promise<string> {
  const folder = temporaryDirectory();
  core.shell.saveTo = { path: join(folder, engines[id].file) };
  await core.give('gateway:export', { file: id });
  return folder;
}

/** Starts an engine with the exported files, unchanged. */
async function startWithExport(core: TestCore, id: EngineId): Promise<Running> {
  const running = await startEngine(id, await exported(core, id));
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

test('running servers accept both keys during the overlap, then only the new, and no revoked token', async () => {
  const core = await startCore();
  core.clock.now = Date.now();
  const { id } = await makeApplication(core, 'Petshop');
  const old = await generate(core, id);
  const leaked = await generate(core, id, { keyType: 'SANDBOX' });
  await core.give('signing-key:create', { algorithm: 'RS256' });
  const servers: (readonly [EngineId, Running])[] = [];
  for (const engine of here) servers.push([engine, await startWithExport(core, engine)]);

  const listed = await core.give('signing-key:list', {});
  const next = listed.find(({ state }) => state === 'next');
  await core.give('signing-key:rotate', { algorithm: 'RS256', next: next?.id ?? null });
  const other = await makeApplication(core, 'Zoo');
  const jwts = [
    await jwtOf(core, old),
    await jwtOf(core, leaked),
    await jwtOf(core, await generate(core, other.id)),
  ];
  const statuses = async (running: Running): Promise<readonly number[]> => {
    const answers = await Promise.all(jwts.map((jwt) => running.ask(`Bearer ${jwt}`)));
    return answers.map(({ status }) => status);
  };
  const expectEach = async (expected: readonly number[]): Promise<void> => {
    for (const [engine, running] of servers) {
      await expect
        .poll(async () => [engine, ...(await statuses(running))], { timeout: 20_000 })
        .toEqual([engine, ...expected]);
    }
  };
  // The next key was published before it signed: nothing has to be loaded for its tokens.
  await expectEach([200, 200, 200]);

  await core.give('token:revoke', { ids: [leaked.id] });
  // A revocation doesn't reach a server by itself.
  await expectEach([200, 200, 200]);
  for (const [engine, running] of servers) await running.reload(await exported(core, engine));
  await expectEach([200, 401, 200]);

  const keys = await core.give('signing-key:list', {});
  const previous = keys.find(({ kid }) => kid === old.kid);
  if (previous === undefined) throw new Error('The old key is gone');
  await core.give('signing-key:retire', { id: previous.id });
  for (const [engine, running] of servers) await running.reload(await exported(core, engine));
  await expectEach([401, 401, 200]);
});

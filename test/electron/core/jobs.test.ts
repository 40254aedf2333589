import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Ending, gaveUp, type Steps } from '../../../electron/base/context/jobs.ts';
import { withProgress } from '../../../electron/base/context/progress.ts';
import { createJobs } from '../../../electron/core/jobs/jobs.ts';
import type { ActivityVerdict } from '../../../shared/domain/activity.ts';
import type { JobInfo, JobProgress } from '../../../shared/domain/job.ts';
import { appError } from '../../../shared/errors.ts';
import { ok } from '../../../shared/result.ts';
import { startCore, type TestCore, temporaryDirectory } from '../../support/core.ts';
import { generate, makeApplication, planIds, regenerate } from '../../support/workspace.ts';

function sessionJobs() {
  const told: JobInfo[] = [];
  const clock = { elapsed: 0 };
  const jobs = createJobs({
    tell: (job) => told.push(job),
    elapsed: () => clock.elapsed,
    failure: () => appError('internal'),
  });
  return { jobs, told, clock };
}

const verdict = { entries: 3, read: 3, brokenAt: null, everyAt: null };

async function* shortWork(): Steps<Ending<ActivityVerdict>> {
  yield { done: 1, total: 1 };
  return ok(verdict);
}

describe('a job', () => {
  test('is reported from start to end, and its result stays available', async () => {
    const { jobs, told, clock } = sessionJobs();
    const { id, done } = jobs.start('activity-verify', async function* work() {
      for (let step = 1; step <= 3; step += 1) {
        clock.elapsed += 100;
        yield { done: step, total: 3 };
      }
      return ok(verdict);
    });
    expect(await done).toEqual(ok(verdict));
    expect(told.map(({ state, progress }) => [state, progress.done])).toEqual([
      ['running', 0],
      ['running', 1],
      ['running', 2],
      ['running', 3],
      ['done', 3],
    ]);
    expect(jobs.list()).toEqual([told.at(-1)]);
    expect(jobs.get(id)).toEqual({ ...told.at(-1), result: verdict });
  });

  test('is reported ten times a second at most', async () => {
    const { jobs, told, clock } = sessionJobs();
    await jobs.start('activity-verify', async function* work() {
      for (let step = 1; step <= 1000; step += 1) {
        clock.elapsed += 1;
        yield { done: step, total: 1000 };
      }
      return ok(verdict);
    }).done;
    expect(told).toHaveLength(12);
    expect(told.at(-1)?.progress.done).toBe(1000);
  });

  test('that is cancelled reports what was done by then', async () => {
    const { jobs } = sessionJobs();
    const { id, done } = jobs.start('token-revoke', async function* work(signal) {
      for (let revoked = 100; revoked < 1000; revoked += 100) {
        yield { done: revoked, total: 1000 };
        if (signal.aborted) return { doneSoFar: { revoked } };
        if (revoked === 300) jobs.cancel(id);
      }
      return ok({ revoked: 1000 });
    });
    expect(await done).toEqual({ ok: false, error: { code: 'call/cancelled' } });
    expect(jobs.get(id)).toMatchObject({
      state: 'cancelled',
      progress: { done: 400, total: 1000 },
      result: { revoked: 400 },
    });
  });

  test('that fails or throws reports why', async () => {
    const { jobs } = sessionJobs();
    const refused = jobs.start('activity-verify', async function* work() {
      yield { done: 1, total: null };
      return { ok: false, error: appError('missing/token') };
    });
    expect(await refused.done).toEqual({ ok: false, error: { code: 'missing/token' } });
    const thrown = jobs.start('activity-verify', async function* work(): Steps<never> {
      yield { done: 1, total: null };
      throw new Error('a defect');
    });
    await expect(thrown.done).rejects.toThrow('a defect');
    expect(jobs.list().map(({ state, error }) => [state, error?.code])).toEqual([
      ['failed', 'missing/token'],
      ['failed', 'internal'],
    ]);
  });

  test('yields to others between its steps', async () => {
    const { jobs } = sessionJobs();
    const order: string[] = [];
    const { done } = jobs.start('activity-verify', async function* work() {
      for (const step of ['one', 'two']) {
        order.push(step);
        yield { done: 1, total: 2 };
      }
      return ok(verdict);
    });
    setImmediate(() => order.push('another call'));
    await done;
    expect(order).toEqual(['one', 'another call', 'two']);
  });

  test('of a session that ends is cancelled and removed without another event', async () => {
    const { jobs, told } = sessionJobs();
    const { done } = jobs.start('activity-verify', async function* work(signal) {
      while (!signal.aborted) yield { done: 1, total: null };
      return gaveUp;
    });
    jobs.stop();
    await done;
    expect(told.map(({ state }) => state)).toEqual(['running']);
    expect(jobs.list()).toEqual([]);
  });

  test('is removed after twenty later ones have ended', async () => {
    const { jobs } = sessionJobs();
    const ids: string[] = [];
    for (let count = 0; count < 22; count += 1) {
      const job = jobs.start('activity-verify', shortWork);
      ids.push(job.id);
      await job.done;
    }
    expect(jobs.list().map(({ id }) => id)).toEqual(ids.slice(2));
  });

  test('wraps work that reports by a callback, and rethrows its errors', async () => {
    const steps = withProgress(async (report) => {
      report({ done: 1, total: 2 });
      await new Promise((resolve) => setTimeout(resolve, 5));
      report({ done: 2, total: 2 });
      throw new Error('not read');
    });
    const seen: JobProgress[] = [];
    await expect(async () => {
      for await (const step of steps) seen.push(step);
    }).rejects.toThrow('not read');
    expect(seen.map(({ done }) => done)).toEqual([1, 2]);
  });
});

/** Cancels the first job of a kind once its progress reaches `done`. */
function cancelAt(core: TestCore, kind: JobInfo['kind'], done: number): void {
  core.shell.job = (job) => {
    core.clock.elapsed += 1000;
    core.shell.jobs.push(job);
    if (job.kind !== kind || job.state !== 'running' || job.progress.done < done) return;
    void core.give('job:cancel', { id: job.id });
  };
}

const pet = (version: number) => ({
  openapi: '3.1.0',
  info: { title: `Pets ${version}`, version: '1' },
  servers: [{ url: `https://api.example/pets${version}` }],
  paths: {},
});

describe('in a workspace', () => {
  test('an import that was cancelled reports its progress, and can be resumed', async () => {
    const core = await startCore();
    const folder = temporaryDirectory();
    const paths = Array.from({ length: 120 }, (_, at) => {
      const path = join(folder, `${at}.json`);
      writeFileSync(path, JSON.stringify(pet(at)));
      return path;
    });
    const { id, items } = await core.give('api-import:drop', {}, { paths });
    const plans = await planIds(core);
    const choices = items.map(({ found }, index) => ({
      index,
      name: found.name,
      version: found.version,
      context: found.context,
      businessPlanIds: [plans.Gold],
    }));
    cancelAt(core, 'api-store', 50);
    expect(await core.refuse('api-import:commit', { id, choices })).toEqual({
      code: 'call/cancelled',
    });
    const cancelled = core.shell.jobs.at(-1);
    expect(cancelled).toMatchObject({ state: 'cancelled', progress: { done: 50, total: 120 } });
    if (cancelled === undefined) throw new Error('There was no job');
    expect(await core.give('job:get', { id: cancelled.id })).toMatchObject({
      result: { created: 50, updated: 0, unchanged: 0 },
    });
    expect(await core.give('api:list', {})).toHaveLength(50);
    core.shell.job = () => {};
    expect(await core.give('api-import:commit', { id, choices })).toEqual({
      created: 70,
      updated: 0,
      unchanged: 50,
    });
    expect(await core.give('api:count', {})).toBe(120);
  });

  test('a cancelled revocation keeps what is revoked, and changes nothing else', async () => {
    const core = await startCore();
    const { id } = await makeApplication(core, 'Petshop');
    await core.give('settings:update', { keepOldToken: true });
    const tokens = [await generate(core, id)];
    for (const last of Array.from({ length: 149 }, () => tokens)) {
      const [newest] = last.slice(-1);
      if (newest !== undefined) tokens.push(await regenerate(core, newest));
    }
    const ids = tokens.map((token) => token.id);
    cancelAt(core, 'token-revoke', 100);
    core.shell.changes.length = 0;
    expect(await core.refuse('token:revoke', { ids })).toEqual({ code: 'call/cancelled' });
    expect(core.shell.changes.flat()).toContain('tokens');
    const { tokens: revoked } = await core.give('token:list', { state: 'revoked', limit: 500 });
    expect(revoked.map((token) => token.id).toSorted()).toEqual(ids.slice(0, 100).toSorted());
    core.shell.job = () => {};
    expect(await core.give('token:revoke', { ids: ids.slice(100) })).toEqual({ revoked: 50 });
  });

  test('revokes or exports everything that matches a filter, without a list of ids', async () => {
    const core = await startCore();
    const { id } = await makeApplication(core, 'Petshop');
    const other = await generate(core, (await makeApplication(core, 'Other')).id);
    await core.give('settings:update', { keepOldToken: true });
    let newest = await generate(core, id);
    for (let count = 1; count < 120; count += 1) newest = await regenerate(core, newest);
    const sandbox = await generate(core, id, { keyType: 'SANDBOX' });
    const filter = { applicationId: newest.applicationId, keyType: 'PRODUCTION' } as const;
    const folder = temporaryDirectory();
    core.shell.saveTo = { folder };
    const exported = {
      selection: { of: 'filter', filter },
      format: 'csv',
      encryption: null,
    } as const;
    // Written in steps, with one header; a cancelled export leaves nothing behind.
    cancelAt(core, 'token-export', 100);
    expect(await core.refuse('token:export', exported)).toEqual({ code: 'call/cancelled' });
    expect(readdirSync(folder)).toEqual([]);
    core.shell.job = () => {};
    const saved = await core.give('token:export', exported);
    expect(saved).toMatchObject({ count: 120 });
    const rows = readFileSync(saved?.path ?? '', 'utf8').split('\r\n');
    expect(rows).toHaveLength(1 + 120 + 1);
    expect(new Set(rows).size).toBe(rows.length);
    expect(await core.give('token:revoke', { filter })).toEqual({ revoked: 120 });
    const { tokens } = await core.give('token:list', { state: 'active', limit: 500 });
    expect(tokens.map((token) => token.id)).toEqual([sandbox.id, other.id]);
    // Revoked tokens are skipped.
    expect(await core.give('token:revoke', { filter })).toEqual({ revoked: 0 });
  });

  test('a cancelled export leaves no file and no log entry', async () => {
    const core = await startCore();
    for (let count = 0; count < 1100; count += 1) {
      await core.give('settings:update', { clipboardSeconds: 20 + (count % 9) });
    }
    const folder = temporaryDirectory();
    core.shell.saveTo = { folder };
    cancelAt(core, 'activity-export', 500);
    expect(await core.refuse('activity:export', { format: 'json' })).toEqual({
      code: 'call/cancelled',
    });
    expect(readdirSync(folder)).toEqual([]);
    const { entries } = await core.give('activity:list', { search: 'activity/exported', limit: 1 });
    expect(entries).toEqual([]);
    core.shell.job = () => {};
    const saved = await core.give('activity:export', { format: 'json' });
    expect(saved).toMatchObject({ path: join(folder, 'activity.json') });
    const text = readFileSync(join(folder, 'activity.json'), 'utf8');
    const rows = JSON.parse(text) as { id: number }[];
    expect(text).toBe(`${JSON.stringify(rows, null, 2)}\n`);
    expect(rows.map((row) => row.id)).toEqual(rows.map((_row, at) => rows.length - at));
    expect(rows.length).toBeGreaterThan(1100);
  });

  test('a lock removes the session’s jobs, and none can be queried while it is locked', async () => {
    const core = await startCore();
    await core.give('activity:verify', {});
    expect(await core.give('job:list', {})).toMatchObject([
      { kind: 'activity-verify', state: 'done' },
    ]);
    await core.give('workspace:lock', {});
    expect(await core.refuse('job:list', {})).toEqual({ code: 'workspace/locked' });
  });
});

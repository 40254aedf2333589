import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { WritableDb } from '../../../../electron/base/database/database.ts';
import type { Core } from '../../../../electron/core/core.ts';
import { createActivityLog } from '../../../../electron/features/activity/activity-log.ts';
import type { JobId, JobKind } from '../../../../shared/domain/job.ts';
import { ok } from '../../../../shared/result.ts';
import {
  byPassphrase,
  enter,
  NEVER,
  newHome,
  openCore,
  PASSPHRASE,
  START,
  temporaryDirectory,
} from '../../../support/core.ts';
import { dataKeyOf, openBeside } from '../../../support/data-key.ts';
import { readerThread } from '../../../support/import-thread.ts';
import { recordingShell } from '../../../support/shell.ts';
import { nodeTaskProcesses } from '../../../support/task-processes.ts';

const passphrase = PASSPHRASE;
const draft = { description: '', perTokenQuota: 'Unlimited' };
const locked = { ok: false, error: { code: 'workspace/locked' } };

/** An open workspace with reader threads, task processes and one application, Kept. */
async function openOnThreads(processes = nodeTaskProcesses(), count = 1) {
  const home = await newHome();
  const shell = recordingShell();
  const core = openCore(home, {
    shell,
    readers: { entry: readerThread(), count },
    processes,
    now: () => START,
    // What it checks by itself would start processes of its own.
    backupRhythm: NEVER,
  });
  onTestFinished(() => core.close());
  await enter(core);
  expect(await core.call('application:create', { ...draft, name: 'Kept' })).toMatchObject({
    ok: true,
  });
  const file = join(home, 'workspace.latchkey');
  return { home, file, shell, core, processes };
}

type Opened = Awaited<ReturnType<typeof openOnThreads>>;

/** Does `work` as soon as a job of this kind starts. */
function whenBegun<T>(
  { shell }: Opened,
  kind: JobKind,
  work: (id: JobId) => Promise<T>,
): Promise<T> {
  return new Promise((resolve) => {
    const tell = shell.job.bind(shell);
    shell.job = (job) => {
      if (job.kind === kind && job.state === 'running') {
        shell.job = tell;
        resolve(work(job.id));
      }
      return tell(job);
    };
  });
}

/** Another copy of the open workspace, in which somebody made the application Theirs. */
async function otherCopy({ core, shell }: Opened): Promise<string> {
  const home = temporaryDirectory();
  const file = join(home, 'workspace.latchkey');
  shell.saveTo = { path: file };
  expect(await core.call('workspace:save-copy', {})).toEqual(ok({ file }));
  // Before what is logged here meanwhile: the merged log is another chain.
  const other = openCore(home, { now: () => START - 1000 });
  await enter(other);
  await other.call('application:create', { ...draft, name: 'Theirs' });
  await other.close();
  return file;
}

const merge = ({ core }: Opened, copy: string, channel = 'merge:run') =>
  core.call(channel, { passphrase }, { paths: [copy] });

const rotate = ({ core }: Opened) => core.call('workspace:rotate-key', { passphrase });

/** Unfinished files in the workspace's folder, and copies of other files. */
const halfMade = (home: string) =>
  [home, join(home, 'backups')]
    .flatMap((folder) => (existsSync(folder) ? readdirSync(folder) : []))
    .filter((name) => name.startsWith('.latchkey-'));

async function names(core: Core): Promise<unknown> {
  const listed = await core.call('application:list', {});
  return listed.ok ? (listed.value as { name: string }[]).map(({ name }) => name) : listed.error;
}

test('while the data key is rotated what is open can be read, and not changed', async () => {
  const opened = await openOnThreads(nodeTaskProcesses(), 2);
  const { core, home } = opened;
  const meanwhile = whenBegun(opened, 'rotate-key', () =>
    Promise.all([
      names(core),
      core.call('application:create', { ...draft, name: 'Lost' }),
      core.call('workspace:rotate-key', { passphrase }),
    ]),
  );
  const rotated = await rotate(opened);
  expect(rotated).toMatchObject({ ok: true });
  const rotating = { ok: false, error: { code: 'workspace/rotating' } };
  const [read, ...refused] = await meanwhile;
  expect(read).toEqual(['Kept']);
  expect(refused[0]).toMatchObject(rotating);
  expect(refused[1]).toMatchObject(rotating);
  expect(await core.call('application:create', { ...draft, name: 'Later' })).toMatchObject({
    ok: true,
  });
  expect(halfMade(home)).toEqual([]);
});

test('a check of the log that ends meanwhile doesn’t undo it', async () => {
  const opened = await openOnThreads();
  const { core, home, shell } = opened;
  const db = await openBeside(home);
  const log = createActivityLog(db as unknown as WritableDb, await dataKeyOf(home), () => START);
  // More than are read in one step.
  log.recordAll(Array.from({ length: 1200 }, () => ({ kind: 'secret/revealed', subject: 'x' })));
  db.close();
  const checking = new Promise((resolve) => {
    const tell = shell.job.bind(shell);
    shell.job = (job) => {
      tell(job);
      // The last step before nothing may be changed: a check that begins later is refused.
      if (job.kind === 'backup' && job.state === 'done') resolve(core.call('activity:verify', {}));
    };
  });
  expect(await rotate(opened)).toEqual(ok(null));
  expect(await checking).toMatchObject({ value: { brokenAt: null, everyAt: null } });
});

test('calls that come while the files are exchanged wait for it', async () => {
  const opened = await openOnThreads();
  const rotated = rotate(opened);
  const isOver = rotated.then(() => true);
  do expect(await names(opened.core)).toEqual(['Kept']);
  while (!(await Promise.race([isOver, Promise.resolve(false)])));
  expect(await rotated).toEqual(ok(null));
});

test('a lock while the files are exchanged locks', async () => {
  const opened = await openOnThreads();
  const { core, shell } = opened;
  const tell = shell.job.bind(shell);
  for (const turns of [1, 2, 8]) {
    const lockLater = async (): Promise<unknown> => {
      for (let turn = 0; turn < turns; turn++) await setImmediate();
      return core.call('workspace:lock', {});
    };
    const locking = new Promise((resolve) => {
      shell.job = (job) => {
        tell(job);
        if (job.kind === 'rotate-key' && job.state === 'done') resolve(lockLater());
      };
    });
    await rotate(opened);
    expect(await locking).toEqual(ok(null));
    expect(await names(core)).toMatchObject({ code: 'workspace/locked' });
    expect(await core.call('workspace:sign-in', byPassphrase)).toEqual(ok(null));
  }
});

test('a lock ends a rotation: the workspace is as it was', async () => {
  const opened = await openOnThreads();
  const { core, home, file } = opened;
  const locking = whenBegun(opened, 'rotate-key', () => core.call('workspace:lock', {}));
  expect(await rotate(opened)).toMatchObject(locked);
  expect(await locking).toEqual(ok(null));
  expect(await core.call('workspace:sign-in', byPassphrase)).toEqual(ok(null));
  expect(await names(core)).toEqual(['Kept']);
  expect(halfMade(home)).toEqual([]);
  expect(existsSync(file)).toBe(true);
});

test('one that is cancelled leaves all as it was', async () => {
  const opened = await openOnThreads();
  const { core, home } = opened;
  const slots = () => readFileSync(join(home, 'slots', readdirSync(join(home, 'slots'))[0] ?? ''));
  const before = slots();
  void whenBegun(opened, 'rotate-key', (id) => core.call('job:cancel', { id }));
  expect(await rotate(opened)).toMatchObject({ error: { code: 'call/cancelled' } });
  expect(slots().equals(before)).toBe(true);
  expect(halfMade(home)).toEqual([]);
  expect(await core.call('application:create', { ...draft, name: 'Later' })).toMatchObject({
    ok: true,
  });
});

test.each([
  ['rotated', 'rotate-key', (opened: Opened) => rotate(opened)],
  ['merged', 'merge', (opened: Opened, copy: string) => merge(opened, copy)],
] as const)('what another call still wrote stays: nothing is %s', async (_, kind, work) => {
  const opened = await openOnThreads();
  const copy = await otherCopy(opened);
  const { core, shell, home } = opened;
  const asked = Promise.withResolvers<null>();
  const chosen = Promise.withResolvers<string>();
  shell.askWhereToSave = () => {
    asked.resolve(null);
    return chosen.promise;
  };
  const exported = core.call('gateway:export', { file: 'jwks' });
  await asked.promise;
  void whenBegun(opened, kind, async () => chosen.resolve(join(home, 'jwks.json')));
  const done = await work(opened, copy);
  const wasExported = (await exported).ok;
  const log = JSON.stringify(await core.call('activity:list', { limit: 50 }));
  expect(log.includes('gateway/exported')).toBe(wasExported);
  expect(done.ok || done.error.code).toBe('workspace/changed');
  expect(await names(core)).toEqual(['Kept']);
  expect(halfMade(home)).toEqual([]);
});

test('a copy is saved while the workspace can be changed; cancelled, it leaves nothing', async () => {
  const opened = await openOnThreads();
  const { core, shell, home } = opened;
  const copy = join(home, 'copy.latchkey');
  shell.saveTo = { path: copy };
  const meanwhile = whenBegun(opened, 'workspace-copy', () =>
    core.call('application:create', { ...draft, name: 'Meanwhile' }),
  );
  expect(await core.call('workspace:save-copy', {})).toEqual(ok({ file: copy }));
  expect(await meanwhile).toMatchObject({ ok: true });

  const other = join(home, 'other.latchkey');
  shell.saveTo = { path: other };
  void whenBegun(opened, 'workspace-copy', (id) => core.call('job:cancel', { id }));
  expect(await core.call('workspace:save-copy', {})).toMatchObject({
    error: { code: 'call/cancelled' },
  });
  expect(existsSync(other)).toBe(false);
  expect(halfMade(home)).toEqual([]);
});

/** Work on the whole file, of each kind that SQLite doesn't let anybody interrupt. */
const endless = {
  copy: ({ core, shell, home }: Opened) => {
    shell.saveTo = { path: join(home, 'copy.latchkey') };
    return core.call('workspace:save-copy', {});
  },
  backup: ({ core }: Opened) => core.call('backup:create', {}),
  rotation: (opened: Opened) => rotate(opened),
  check: ({ core }: Opened) => core.call('backup:check-workspace', {}),
};

test.each(Object.entries(endless))(
  'a lock ends a %s that never ends: its process and its files are gone',
  { tags: ['authenticity/lock', 'memory/data-key'] },
  async (_name, start) => {
    const opened = await openOnThreads(nodeTaskProcesses({ isEndless: true }));
    const { core, processes, home } = opened;
    const working = start(opened);
    await processes.working;
    expect(await core.call('workspace:lock', {})).toEqual(ok(null));
    expect(processes.running()).toBe(0);
    expect(await working).toMatchObject(locked);
    expect(halfMade(home)).toEqual([]);
    expect(await core.call('workspace:sign-in', byPassphrase)).toEqual(ok(null));
    expect(await names(core)).toEqual(['Kept']);
  },
);

test('cancelling ends it, too', async () => {
  const opened = await openOnThreads(nodeTaskProcesses({ isEndless: true }));
  const { core, processes, home } = opened;
  const copying = endless.copy(opened);
  await processes.working;
  const id = opened.shell.jobs.at(-1)?.id;
  await core.call('job:cancel', { id });
  expect(await copying).toMatchObject({ error: { code: 'call/cancelled' } });
  expect(processes.running()).toBe(0);
  expect(halfMade(home)).toEqual([]);
});

test('without a process, the work is done on the core’s own thread', async () => {
  const broken = { ...nodeTaskProcesses(), startTask: () => Promise.reject(new Error('none')) };
  const opened = await openOnThreads(broken);
  expect(await endless.backup(opened)).toMatchObject({ ok: true });
});

test('a backup from before a rotation is given today’s key in a process; a lock ends that', async () => {
  const processes = nodeTaskProcesses();
  const opened = await openOnThreads(processes);
  const { core, home } = opened;
  const made = await core.call('backup:create', {});
  const { file } = (made.ok ? made.value : {}) as { file: string };
  expect(await rotate(opened)).toMatchObject({ ok: true });
  const locking = whenBegun(opened, 'restore', () => core.call('workspace:lock', {}));
  expect(await core.call('backup:restore', { file, passphrase })).toMatchObject(locked);
  expect(await locking).toEqual(ok(null));
  expect([processes.running(), halfMade(home)]).toEqual([0, []]);

  expect(await core.call('workspace:sign-in', byPassphrase)).toEqual(ok(null));
  const before = processes.started();
  expect(await core.call('backup:restore', { file, passphrase })).toMatchObject({ ok: true });
  // The checks of its pages and its rows, the rotation, and the backup of the workspace as it was.
  expect(processes.started() - before).toBe(4);
  expect(await names(core)).toEqual(['Kept']);
});

test('a copy is merged while what is open can be read, and not changed', async () => {
  const opened = await openOnThreads();
  const { core, home } = opened;
  const copy = await otherCopy(opened);
  const meanwhile = whenBegun(opened, 'merge', () =>
    Promise.all([
      names(core),
      core.call('application:create', { ...draft, name: 'Lost' }),
      merge(opened, copy, 'merge:preview'),
    ]),
  );
  expect(await merge(opened, copy)).toMatchObject({
    value: { applications: { added: 1, changed: 0 }, conflicts: [] },
  });
  const [read, ...refused] = await meanwhile;
  expect(read).toEqual(['Kept']);
  const merging = { ok: false, error: { code: 'workspace/merging' } };
  expect(refused).toMatchObject([merging, merging]);
  expect(halfMade(home)).toEqual([]);

  // The session goes on, and the file is the one that this computer knows.
  await core.call('application:create', { ...draft, name: 'Later' });
  await core.call('workspace:lock', {});
  expect(await core.call('workspace:sign-in', byPassphrase)).toEqual(ok(null));
  expect(await names(core)).toHaveLength(3);
  expect(await core.call('workspace:state', {})).toMatchObject({ value: { doubt: null } });
  expect(await core.call('activity:verify', {})).toMatchObject({ value: { brokenAt: null } });
});

test('while copies are compared, the workspace can be changed', async () => {
  const opened = await openOnThreads();
  const copy = await otherCopy(opened);
  const meanwhile = whenBegun(opened, 'merge-preview', () =>
    opened.core.call('application:create', { ...draft, name: 'Meanwhile' }),
  );
  const compared = await merge(opened, copy, 'merge:preview');
  expect(compared).toMatchObject({ value: { applications: { added: 1 } } });
  expect(await meanwhile).toMatchObject({ ok: true });
});

test.each([
  ['merge:preview', 'preview-merge'],
  ['merge:run', 'merge'],
] as const)(
  'a %s that never ends is cancelled, or ended by a lock: all is as it was',
  { tags: ['authenticity/lock', 'memory/data-key'] },
  async (channel, kind) => {
    const opened = await openOnThreads(nodeTaskProcesses({ isEndless: kind }));
    const { core, processes, home, shell } = opened;
    const copy = await otherCopy(opened);
    const before = await core.call('activity:list', { limit: 50 });
    const working = merge(opened, copy, channel);
    await processes.working;
    expect(await names(core)).toEqual(['Kept']);
    await core.call('job:cancel', { id: shell.jobs.at(-1)?.id });
    expect(await working).toMatchObject({ error: { code: 'call/cancelled' } });
    expect([processes.running(), halfMade(home)]).toEqual([0, []]);
    expect(await core.call('activity:list', { limit: 50 })).toEqual(before);
    expect(await core.call('application:create', { ...draft, name: 'Later' })).toMatchObject({
      ok: true,
    });

    const isBegun = whenBegun(opened, channel === 'merge:run' ? 'merge' : 'merge-preview', () =>
      core.call('workspace:lock', {}),
    );
    expect(await merge(opened, copy, channel)).toMatchObject(locked);
    expect(await isBegun).toEqual(ok(null));
    expect([processes.running(), halfMade(home)]).toEqual([0, []]);
    expect(await core.call('workspace:sign-in', byPassphrase)).toEqual(ok(null));
    expect(await names(core)).toEqual(['Kept', 'Later']);
  },
);

test('what a merge reads is counted, each row once', async () => {
  const home = await newHome();
  const shell = recordingShell();
  const core = openCore(home, { shell, now: () => START });
  onTestFinished(() => core.close());
  await enter(core);
  const copy = await otherCopy({ core, shell } as Opened);
  for (const channel of ['merge:preview', 'merge:run']) {
    expect(await core.call(channel, { passphrase }, { paths: [copy] })).toMatchObject({ ok: true });
    const job = shell.jobs.findLast(
      ({ state, kind }) => state === 'done' && kind.startsWith('merge'),
    );
    expect(job?.progress.total).toBeGreaterThan(20);
    expect(job?.progress.done).toBe(job?.progress.total);
  }
});

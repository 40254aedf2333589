import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { typedSecret } from '../../shared/domain/passphrase.ts';
import {
  acknowledge,
  codeOf,
  draft,
  type FaultCore,
  issue,
  makeApplication,
  NEXT,
  openAt,
  openIn,
  PASSPHRASE,
  signIn,
  withCore,
} from './fault-core.ts';
import { asNewer } from './migrating.ts';
import type { Scene } from './workshop.ts';

/** Work to interrupt, and what must hold afterwards. */
export interface Promised {
  readonly promise: string;
  /** Whether a workspace exists beforehand. */
  readonly isPrepared: boolean;
  /** What the work acknowledges when nothing fails. */
  readonly steps: readonly string[];
  readonly work: (core: FaultCore, scene: Scene) => Promise<void>;
  /** @returns what was lost, or null. */
  readonly verify: (scene: Scene, acknowledged: ReadonlySet<string>) => Promise<string | null>;
}

async function need(done: Promise<{ readonly ok: boolean }>, what: string): Promise<void> {
  if ((await done).ok) acknowledge(what);
}

/** Compares what was found with what is expected. */
function lost(found: readonly string[] | string, expected: readonly string[]): string | null {
  if (typeof found === 'string') return `it does not open: ${found}`;
  const missing = expected.filter((name) => !found.includes(name));
  return missing.length === 0 ? null : `lost: ${missing.join(', ')}`;
}

const keptAnd = (acknowledged: ReadonlySet<string>, ...names: readonly string[]) => [
  'Kept',
  ...names.filter((name) => acknowledged.has(name)),
];

const stillOpens: Promised['verify'] = ({ home }, acknowledged) =>
  withCore(home, async (core) => lost(await openIn(core), keptAnd(acknowledged, 'One', 'Two')));

async function backupTrouble(
  { call }: FaultCore,
  acknowledged: ReadonlySet<string>,
): Promise<string | null> {
  const listed = await call('backup:list', {});
  if (!listed.ok) return listed.error.code;
  const { backups } = listed.value;
  if (acknowledged.has('backed up') && backups.length === 0) {
    return 'a backup that was acknowledged is gone';
  }
  for (const { file } of backups) {
    const checked = await call('backup:check', { file, passphrase: PASSPHRASE });
    if (!checked.ok) return `a backup does not open: ${checked.error.code}`;
    if (checked.value.findings.length > 0) return 'a backup is damaged';
  }
  return null;
}

export const promises: readonly Promised[] = [
  {
    promise: 'create: it is there whole, or is offered again',
    isPrepared: false,
    steps: ['created'],
    work: (core) => need(core.call('workspace:create', draft), 'created'),
    verify: ({ home }, acknowledged) =>
      withCore(home, async (core) => {
        const state = await core.call('workspace:state', {});
        if (!state.ok) return state.error.code;
        if (state.value.problem !== null) return state.value.problem.code;
        if (state.value.phase === 'new') {
          if (acknowledged.has('created')) return 'a workspace that was acknowledged is gone';
          const made = await core.call('workspace:create', draft);
          return made.ok ? null : `it can't be created again: ${made.error.code}`;
        }
        return lost(await openIn(core), []);
      }),
  },
  {
    promise: 'open, write and close: what was acknowledged is there',
    isPrepared: true,
    steps: ['One', 'Two'],
    work: async (core) => {
      await signIn(core);
      await need(makeApplication(core, 'One'), 'One');
      await core.call('workspace:lock', {});
      await signIn(core);
      await need(makeApplication(core, 'Two'), 'Two');
    },
    verify: stillOpens,
  },
  {
    promise: 'issue: a token that was given out is there, and none is half made',
    isPrepared: true,
    steps: ['issued'],
    work: async (core) => {
      await signIn(core);
      const issued = await issue(core, 'SANDBOX');
      if (issued.ok) for (const what of ['issued', issued.value.id]) acknowledge(what);
    },
    verify: ({ home }, acknowledged) =>
      withCore(home, async (core) => {
        const tokens = [...acknowledged].filter((what) => what !== 'issued');
        const trouble = lost(await openIn(core), ['Kept', ...tokens]);
        if (trouble !== null || tokens.length > 0) return trouble;
        // A token that wasn't returned can be requested again, unless it was already stored.
        const again = codeOf(await issue(core, 'SANDBOX'));
        return again === 'done' || again === 'keys/exist' ? null : `not again: ${again}`;
      }),
  },
  {
    promise: 'change of passphrase: one of the two opens, and never both',
    isPrepared: true,
    steps: ['changed'],
    work: async (core) => {
      await signIn(core);
      const change = { current: PASSPHRASE, next: NEXT, insist: false };
      await need(core.call('workspace:change-passphrase', change), 'changed');
    },
    verify: async ({ home }, acknowledged) => {
      const opens = async (passphrase: string) =>
        Array.isArray(await withCore(home, (core) => openIn(core, passphrase)));
      const [old, next] = [await opens(PASSPHRASE), await opens(NEXT)];
      if (old && next) return 'both passphrases open it';
      if (!old && !next) return 'no passphrase opens it';
      return acknowledged.has('changed') && old ? 'the old passphrase still opens it' : null;
    },
  },
  {
    promise: 'rename: it is found under one of the two names',
    isPrepared: true,
    steps: ['renamed'],
    work: async (core) => {
      await signIn(core);
      await need(core.call('workspace:rename', { name: 'renamed' }), 'renamed');
    },
    verify: stillOpens,
  },
  {
    promise: 'move to another file system: it is found at one of the two places',
    isPrepared: true,
    steps: ['moved'],
    work: async (core, { elsewhere }) => {
      await signIn(core);
      core.shell.saveTo = { path: join(elsewhere, 'moved.latchkey') };
      await need(core.call('workspace:move', {}), 'moved');
    },
    verify: stillOpens,
  },
  {
    promise: 'copy: the copy is whole or not there, and the workspace is as it was',
    isPrepared: true,
    steps: ['copied'],
    work: async (core, { elsewhere }) => {
      await signIn(core);
      core.shell.saveTo = { path: join(elsewhere, 'copy.latchkey') };
      await need(core.call('workspace:save-copy', {}), 'copied');
    },
    verify: async ({ home, elsewhere }, acknowledged) => {
      const own = await withCore(home, (core) => openIn(core));
      const trouble = lost(own, ['Kept']);
      if (trouble !== null || typeof own === 'string') return trouble;
      const copy = join(elsewhere, 'copy.latchkey');
      if (!existsSync(copy)) {
        return acknowledged.has('copied') ? 'a copy that was acknowledged is gone' : null;
      }
      // On another computer: this one's data directory has the key slots, too.
      return withCore(join(elsewhere, 'computer'), async (core) =>
        lost(await openAt(core, copy), own),
      );
    },
  },
  {
    promise: 'backup: it is whole or not there, and the workspace is as it was',
    isPrepared: true,
    steps: ['backed up'],
    work: async (core) => {
      await signIn(core);
      await need(core.call('backup:create', {}), 'backed up');
    },
    verify: async (scene, acknowledged) => {
      const trouble = await stillOpens(scene, acknowledged);
      return trouble ?? withCore(scene.home, (core) => backupTrouble(core, acknowledged));
    },
  },
  {
    promise: 'rotate the data key: it opens with the passphrase, and every secret with it',
    isPrepared: true,
    steps: ['rotated'],
    work: async (core) => {
      await signIn(core);
      await need(core.call('workspace:rotate-key', { passphrase: PASSPHRASE }), 'rotated');
    },
    verify: stillOpens,
  },
  {
    promise: 'delete: it is there whole, or the next start is a first one',
    isPrepared: true,
    steps: ['deleted'],
    work: async (core) => {
      await signIn(core);
      await need(core.call('workspace:delete', { passphrase: PASSPHRASE }), 'deleted');
    },
    verify: ({ home }) =>
      withCore(home, async (core) => {
        const state = await core.call('workspace:state', {});
        if (!state.ok) return state.error.code;
        if (state.value.problem !== null) return state.value.problem.code;
        return state.value.phase === 'new' ? null : lost(await openIn(core), ['Kept']);
      }),
  },
  {
    promise: 'migrate: it is of the old version or the new one, with a backup of the old one',
    isPrepared: true,
    steps: ['migrated'],
    work: (core) => asNewer(() => need(signIn(core), 'migrated')),
    verify: async ({ home }, acknowledged) => {
      const old = await withCore(home, async (core) => codeOf(await signIn(core)));
      if (old === 'done' && acknowledged.has('migrated')) return 'a migration is gone';
      if (old !== 'done' && old !== 'database/newer') return old;
      return asNewer(() =>
        withCore(home, async (core) => {
          const trouble = lost(await openIn(core), ['Kept']);
          if (trouble !== null || old === 'done') return trouble;
          const listed = await core.call('backup:list', {});
          const isThere =
            listed.ok && listed.value.backups.some(({ reason }) => reason === 'update');
          return isThere ? backupTrouble(core, new Set()) : 'it has no backup of the old version';
        }),
      );
    },
  },
  {
    promise: 'bulk: what was issued is there once, and the rest can be continued',
    isPrepared: true,
    steps: ['issued'],
    work: async (core) => {
      await signIn(core);
      for (const name of ['One', 'Two', 'Three']) await makeApplication(core, name);
      const prepared = await core.call('bulk:prepare', {
        kind: 'generate',
        applications: { filter: {} },
        keyType: 'SANDBOX',
        validitySeconds: 3600,
        scopes: 'all',
      });
      if (prepared.ok) await need(core.call('bulk:run', { id: prepared.value.id }), 'issued');
    },
    verify: ({ home }, acknowledged) =>
      withCore(home, async (core) => {
        const trouble = lost(await openIn(core), ['Kept']);
        if (trouble !== null) return trouble;
        const listed = await core.call('bulk:list', {});
        if (!listed.ok) return listed.error.code;
        for (const { id, endedAt } of listed.value) {
          const continued = endedAt === null ? await core.call('bulk:run', { id }) : null;
          if (continued?.ok === false) return `it can't be continued: ${continued.error.code}`;
        }
        const tokens = await core.call('token:list', { limit: 500, keyType: 'SANDBOX' });
        if (!tokens.ok) return tokens.error.code;
        const owners = tokens.value.tokens.map(({ applicationId }) => applicationId);
        if (new Set(owners).size !== owners.length) return 'a token was issued twice';
        const isWhole = listed.value.length > 0 || acknowledged.has('issued');
        if (isWhole && owners.length !== 4) return `${owners.length} of 4 tokens`;
        // The report must tell of each token that was issued before.
        const told = await core.call('bulk:list', {});
        const untold = told.ok ? told.value.find(({ issued }) => issued !== 4) : undefined;
        return untold === undefined ? null : `the report tells of ${untold.issued} of 4 tokens`;
      }),
  },
  {
    promise: 'restore: the workspace is the present one or the backup, and opens',
    isPrepared: true,
    steps: ['One', 'restored'],
    work: async (core) => {
      await signIn(core);
      await core.call('backup:create', {});
      await need(makeApplication(core, 'One'), 'One');
      const listed = await core.call('backup:list', {});
      const file = listed.ok ? (listed.value.backups[0]?.file ?? '') : '';
      await need(core.call('backup:restore', { file, passphrase: PASSPHRASE }), 'restored');
    },
    verify: ({ home }) => withCore(home, async (core) => lost(await openIn(core), ['Kept'])),
  },
  {
    promise: 'merge: all of the copy or nothing of it, and nothing of the workspace is lost',
    isPrepared: true,
    steps: ['One', 'merged'],
    work: async (core, { home, elsewhere }) => {
      const other = join(elsewhere, 'other');
      cpSync(home, other, { recursive: true });
      await withCore(other, async (its) => {
        await signIn(its);
        await makeApplication(its, 'Theirs 1');
        await makeApplication(its, 'Theirs 2');
      });
      await signIn(core);
      await need(makeApplication(core, 'One'), 'One');
      const paths = { paths: [join(other, 'workspace.latchkey')] };
      const passphrase = typedSecret(PASSPHRASE);
      await need(core.core.call('merge:run', { passphrase }, paths), 'merged');
    },
    verify: ({ home }, acknowledged) =>
      withCore(home, async (core) => {
        const found = await openIn(core);
        const wanted = acknowledged.has('merged') ? ['Theirs 1', 'Theirs 2'] : [];
        const trouble = lost(found, [...keptAnd(acknowledged, 'One'), ...wanted]);
        if (trouble !== null) return trouble;
        const theirs = ['Theirs 1', 'Theirs 2'].filter((name) => found.includes(name));
        return theirs.length === 1 ? 'half of the copy was merged' : null;
      }),
  },
];

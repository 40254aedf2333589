import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  byPassphrase,
  ownerDraft,
  PASSPHRASE,
  startCore,
  type TestCore,
  temporaryDirectory,
} from '../../../support/core.ts';
import { keyBlockOf } from '../../../support/data-key.ts';

async function created(): Promise<{ core: TestCore; code: string }> {
  const core = await startCore({ fresh: true, entered: false });
  const made = await core.give('workspace:create', { ...ownerDraft, owner: 'Ada <b>&' });
  return { core, code: made.recoveryCode };
}

const isKept = async (core: TestCore): Promise<boolean> =>
  (await core.give('workspace:state', {})).recoveryCodeKept;

describe('the recovery code', () => {
  test('is asked about until the person confirms having it, and again for a new one', async () => {
    const { core } = await created();
    expect(await isKept(core)).toBe(false);
    await core.give('workspace:lock', {});
    await core.give('workspace:sign-in', byPassphrase);
    expect(await isKept(core)).toBe(false);
    await core.give('workspace:keep-recovery-code', {});
    await core.give('workspace:keep-recovery-code', {});
    expect(await isKept(core)).toBe(true);
    await core.give('workspace:lock', {});
    await core.give('workspace:sign-in', byPassphrase);
    expect(await isKept(core)).toBe(true);
    await core.give('workspace:new-recovery-code', { passphrase: PASSPHRASE });
    expect(await isKept(core)).toBe(false);
    const { entries } = await core.give('activity:list', { limit: 50 });
    const kept = entries.filter(({ kind }) => kind === 'workspace/recovery-code-kept');
    expect(kept).toHaveLength(1);
  });
});

describe('a recovery kit', () => {
  test('contains what a stranger needs in five years, and counts as saved', async () => {
    const { core, code } = await created();
    const path = join(temporaryDirectory(), 'kit.html');
    core.shell.saveTo = { path };
    expect(await core.give('workspace:save-recovery-kit', { code })).toEqual({ file: path });
    const page = readFileSync(path, 'utf8');
    const { id } = keyBlockOf(core.home);
    const file = join(core.home, 'workspace.latchkey');
    for (const fact of [code, id, file, 'Ada &lt;b&gt;&amp;', '2026-11-23']) {
      expect(page).toContain(fact);
    }
    expect(page).not.toMatch(/<script|src=|href=/);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await isKept(core)).toBe(true);
  });

  test('is created only with this workspace’s code', async () => {
    const { core, code } = await created();
    const path = join(temporaryDirectory(), 'kit.html');
    core.shell.saveTo = { path };
    const wrong = code.replaceAll(/[0-9]/g, 'Z');
    expect(await core.refuse('workspace:save-recovery-kit', { code: wrong })).toMatchObject({
      code: 'workspace/wrong',
      field: 'code',
    });
    expect(existsSync(path)).toBe(false);
    expect(await isKept(core)).toBe(false);
  });

  test('that wasn’t saved doesn’t count', async () => {
    const { core, code } = await created();
    expect(await core.give('workspace:save-recovery-kit', { code })).toBeNull();
    expect(await isKept(core)).toBe(false);
  });
});

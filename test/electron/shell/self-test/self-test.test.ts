import { chmodSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import type { Core } from '../../../../electron/core/core.ts';
import { reportOf, selfTest } from '../../../../electron/shell/self-test/self-test.ts';
import type { Finding, Subject } from '../../../../electron/shell/self-test/subject.ts';
import { ok } from '../../../../shared/result.ts';
import { openCore, temporaryDirectory } from '../../../support/core.ts';
import { recordingShell } from '../../../support/shell.ts';

/** What a page answers, with a real core behind its bridge; one channel's answer may be altered. */
type Alter = (channel: string, value: unknown) => unknown;

const policy = (nonce: string): string => `style-src 'nonce-${nonce}'`;
const NONCE = 'AAAAAAAAAAAAAAAAAAAAAA==';

function seenUnder(originalPolicy: string) {
  const stopped = ['script-src-elem', 'style-src-elem', 'img-src', 'connect-src'];
  return stopped.map((effectiveDirective) => ({ effectiveDirective, originalPolicy }));
}

const seen = seenUnder(policy(NONCE));
const violations = { seen, compiled: false, ranInline: false };
const around = { names: [] as string[], bridge: 'call,on', frozen: true };

function subjectOf(core: Core, home: string, alter: Alter = (_, value) => value): Subject {
  const info = { version: '', electron: '', trial: true, platform: 'linux', home, releases: null };
  async function page(expression: string): Promise<unknown> {
    const [, text] = /^window\.latchkey\.call\((.*)\)$/.exec(expression) ?? [];
    if (text === undefined) {
      return expression.includes('securitypolicyviolation')
        ? alter('violations', violations)
        : alter('around', around);
    }
    const [channel, input] = JSON.parse(`[${text}]`) as [never, never];
    const answer = channel === 'program:info' ? ok(info) : await core.call(channel, input);
    return answer.ok ? { ok: true, value: alter(channel, answer.value) } : answer;
  }
  return {
    page,
    platform: 'linux',
    executable: process.execPath,
    resources: null,
    home,
    pageProcessId: process.pid,
    noSandbox: 'not tried here',
    developerTools: { inMenu: false, open: async () => false },
    contentSecurityPolicy: policy,
    hash: () => Promise.reject(new Error('not packaged')),
  };
}

async function failuresOf(alter?: Alter): Promise<readonly string[]> {
  const home = temporaryDirectory();
  const shell = recordingShell();
  shell.saveTo = { folder: home };
  const core = openCore(home, { shell });
  onTestFinished(() => core.close());
  const findings = await selfTest(subjectOf(core, home, alter));
  return findings
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ name, detail }) => `${name}: ${detail}`);
}

function altered(wanted: string, change: (value: never) => unknown): Alter {
  return (channel, value) => (channel === wanted ? change(value as never) : value);
}

function withOtherClaims({ value }: { readonly value: string }) {
  const [header, , signature] = value.split('.');
  const claims = Buffer.from('{"jti":"x","iat":1,"exp":601}').toString('base64url');
  return { value: `${header}.${claims}.${signature}` };
}

function openToAll(channel: string, value: unknown): unknown {
  if (channel === 'token:export') chmodSync((value as { path: string }).path, 0o644);
  return value;
}

it('finds nothing wrong with a working program', async () => {
  expect(await failuresOf()).toEqual([]);
});

it('reports a workspace that didn’t open, or another one', async () => {
  const locked = altered('workspace:state', (state: object) => ({ ...state, phase: 'locked' }));
  expect(await failuresOf(locked)).toEqual(['workspace: the workspace is locked (–)']);
  const other = altered('program:info', (info: object) => ({ ...info, home: '/home/ann' }));
  expect(await failuresOf(other)).toContain('workspace: the workspace would be in /home/ann');
});

it('reports a token that its JWKS doesn’t verify', async () => {
  expect(await failuresOf(altered('secret:reveal', withOtherClaims))).toContain(
    'token: its signature is wrong',
  );
  const noKeys = altered('gateway:get', (view: object) => ({ ...view, jwks: '{"keys":[]}' }));
  expect(await failuresOf(noKeys)).toEqual(['token: its key isn’t in the JWKS']);
});

it('continues if nothing could be generated', async () => {
  expect(await failuresOf(altered('business-plan:list', () => []))).toEqual([
    'keys: a new workspace has no business plan',
    'token: there’s no token',
    'export: there’s no token',
  ]);
});

it.each([
  [{ ranInline: true }, 'policy: an inline script ran'],
  [{ compiled: true }, 'policy: the page could compile code from text'],
  [
    { seen: seen.filter((one) => one.effectiveDirective !== 'img-src') },
    'policy: not blocked: img-src',
  ],
  [{ seen: seenUnder(`${policy(NONCE)} *`) }, `policy: unexpected policy: ${policy(NONCE)} *`],
  [{ seen: seenUnder(policy('short')) }, 'policy: its nonce is too short to be a secret'],
])('reports a policy that isn’t in force: %j', async (change, failure) => {
  const alter = altered('violations', () => ({ ...violations, ...change }));
  expect(await failuresOf(alter)).toEqual([failure]);
});

it.each([
  [{ names: ['require'] }, 'sandbox: the page can reach require'],
  [{ frozen: false }, 'sandbox: the page’s bridge is call,on'],
  [{ bridge: 'call,ipc,on' }, 'sandbox: the page’s bridge is call,ipc,on'],
])('reports a page with more than its bridge: %j', async (change, failure) => {
  const alter = altered('around', () => ({ ...around, ...change }));
  expect(await failuresOf(alter)).toEqual([failure]);
});

it('reports an export that others can read', async () => {
  expect(await failuresOf(openToAll)).toEqual(['export: others can read it: mode 644']);
});

it('prints one line for each check, and the sum last', () => {
  const passed: Finding = { name: 'n', outcome: 'passed', detail: 'd' };
  expect(reportOf('Latchkey 1', [passed, { ...passed, outcome: 'not here' }])).toBe(
    'ok   n: d\n-    n: d\nLatchkey 1: 1 passed\n',
  );
  expect(reportOf('Latchkey 1', [passed, { ...passed, outcome: 'failed' }])).toContain(
    'FAIL n: d\nLatchkey 1: 1 of 2 failed\n',
  );
});

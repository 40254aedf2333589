import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ICAL from 'ical.js';
import { describe, expect, test, vi } from 'vitest';
import { openingOf } from '../../../../electron/shell/notifications.ts';
import type { Reminder } from '../../../../shared/domain/reminder.ts';
import { remindersText } from '../../../../shared/words/reminder-text.ts';
import { DAY, SECOND, startCore, type TestCore } from '../../../support/core.ts';
import { generate, makeApplication, makePetshop, regenerate } from '../../../support/workspace.ts';

vi.mock('electron', () => ({ Notification: { isSupported: () => false } }));

const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;

const listed = (core: TestCore, days: number, limit = 100) =>
  core.give('reminders:list', { until: core.clock.now + days * DAY, limit });

test('lists the current tokens, secrets and certificates that expire, soonest first', async () => {
  const core = await startCore();
  const { application, token } = await makePetshop(core);
  const keysOf = { applicationId: application.id, keyType: 'PRODUCTION' } as const;
  const secret = await core.give('consumer-secret:add', {
    ...keysOf,
    note: 'mobile',
    validitySeconds: 30 * DAY_SECONDS,
  });
  const [key] = await core.give('signing-key:list', {});
  if (key === undefined) throw new Error('There is no key');
  await core.give('signing-key:renew-certificate', {
    id: key.id,
    certificate: { commonName: 'Soon', organization: '', days: 2 },
  });
  const owner = { applicationId: application.id, applicationName: 'Petshop' };
  const { reminders, counts } = await listed(core, 40);
  expect(reminders).toMatchObject([
    {
      kind: 'token',
      id: token.id,
      owner: { ...owner, keyType: 'PRODUCTION', keysId: token.keysId },
      startsAt: token.issuedAt,
      expiresAt: token.expiresAt,
      isDue: false,
    },
    { kind: 'certificate', id: key.id, owner: null, name: key.kid },
    { kind: 'consumer-secret', id: secret.id, owner, name: 'mobile', isDue: false },
  ]);
  expect(counts).toEqual({ token: 1, 'consumer-secret': 1, certificate: 1 });
  const soon = await listed(core, 1);
  expect(soon.reminders).toHaveLength(1);
  expect((await listed(core, 40, 1)).reminders).toEqual(soon.reminders);
});

test('leaves out what has ended, was replaced, is in the bin or never expires', async () => {
  const core = await startCore();
  const { token: old } = await makePetshop(core);
  await core.give('settings:update', { keepOldToken: true });
  core.clock.now += SECOND;
  const current = await regenerate(core, old, { validitySeconds: 2 * HOUR_SECONDS });
  const other = await makeApplication(core, 'Other');
  await generate(core, other.id);
  const never = await makeApplication(core, 'Never');
  await generate(core, never.id, { validitySeconds: -1 });
  const ids = async () => (await listed(core, 365)).reminders.map(({ id }) => id);
  expect(await ids()).toHaveLength(2);
  await core.give('application:delete', { id: other.id });
  expect(await ids()).toEqual([current.id]);
  core.clock.now += 2 * HOUR_SECONDS * SECOND;
  expect(await listed(core, 365)).toMatchObject({ reminders: [], counts: { token: 0 } });
});

test.each([
  ['an hour', HOUR_SECONDS, 6 * 60],
  ['ten minutes', 600, 60],
  ['ten days', 10 * DAY_SECONDS, DAY_SECONDS],
  ['ten years', 3650 * DAY_SECONDS, 7 * DAY_SECONDS],
])('a token of %s is due in proportion', async (_text, validitySeconds, dueSeconds) => {
  const core = await startCore();
  const { id } = await makeApplication(core, 'Petshop');
  await core.give('settings:update', { confirmBeyondSeconds: 2_000_000_000 });
  const token = await generate(core, id, { validitySeconds });
  const isDue = async () => (await listed(core, 4000)).reminders[0]?.isDue;
  core.clock.now = token.expiresAt - (dueSeconds + 1) * SECOND;
  expect(await isDue()).toBe(false);
  core.clock.now += SECOND;
  expect(await isDue()).toBe(true);
});

/** Looks every millisecond, and tells what has been announced. */
async function watched() {
  let count = 0;
  const reminderRhythm = {
    first: 1,
    get every() {
      count += 1;
      return 1;
    },
  };
  const core = await startCore({ reminderRhythm });
  const { token } = await makePetshop(core);
  const announced = (): readonly string[] => core.shell.announced.flat().map(({ id }) => id);
  /** After two more looks, the second of which began after this call. */
  const looked = (): Promise<void> => {
    const from = count;
    return vi.waitFor(() => expect(count).toBeGreaterThan(from + 1));
  };
  return { core, token, announced, looked };
}

describe('announced in the last tenth of its lifetime', () => {
  test('once, even after the program was started again', async () => {
    const { core, token, announced, looked } = await watched();
    await looked();
    expect(announced()).toEqual([]);
    core.clock.now = token.expiresAt - 6 * 60 * SECOND;
    await vi.waitFor(() => expect(announced()).toEqual([token.id]));
    await core.restart();
    await looked();
    expect(announced()).toEqual([token.id]);
    const renewed = await regenerate(core, token);
    core.clock.now = renewed.expiresAt - SECOND;
    await vi.waitFor(() => expect(announced()).toEqual([token.id, renewed.id]));
    expect(core.defects).toEqual([]);
  });

  test('not while it is switched off', async () => {
    const { core, token, announced, looked } = await watched();
    await core.give('settings:update', { announceExpiry: false });
    core.clock.now = token.expiresAt - SECOND;
    await looked();
    expect(announced()).toEqual([]);
    await core.give('settings:update', { announceExpiry: true });
    await vi.waitFor(() => expect(announced()).toEqual([token.id]));
  });
});

const reminder = (applicationName: string, kind: Reminder['kind'] = 'token'): Reminder => ({
  kind,
  id: '00000000-0000-4000-8000-000000000001',
  owner: {
    applicationId: '00000000-0000-4000-8000-000000000002',
    applicationName,
    keyType: 'SANDBOX',
    keysId: '00000000-0000-4000-8000-000000000003',
  } as Reminder['owner'],
  name: '',
  startsAt: 0,
  expiresAt: 1,
  isDue: true,
});

test('a notification names up to three owners, and opens what it is about', () => {
  expect(remindersText([reminder('Shop')])).toEqual({
    title: '1 token expires soon',
    body: 'Shop, Sandbox',
  });
  const both = [reminder('Shop'), reminder('Shop', 'consumer-secret')];
  expect(remindersText(both).title).toBe('2 items expire soon');
  const five = ['A', 'B', 'C', 'D', 'E'].map((name) => reminder(name));
  expect(remindersText(five).body).toBe('A, Sandbox, B, Sandbox, C, Sandbox and 2 more');
  expect(openingOf([reminder('Shop')])).toMatchObject({ kind: 'keys', keyType: 'SANDBOX' });
  expect(openingOf(five)).toEqual({ kind: 'expiring' });
});

test('the calendar file is read by another parser: times, alarms and stable UIDs', async () => {
  const core = await startCore();
  const { application, token } = await makePetshop(core);
  const note = 'comma, semicolon; "quotes" and \\n';
  await core.give('consumer-secret:add', {
    applicationId: application.id,
    keyType: 'PRODUCTION',
    note,
    validitySeconds: 90 * DAY_SECONDS,
  });
  core.shell.saveTo = { folder: core.home };
  const saved = await core.give('reminders:export', { days: 366 });
  expect(saved).toEqual({ path: join(core.home, 'latchkey-reminders.ics'), count: 2 });
  const text = readFileSync(saved?.path ?? '', 'utf8');
  // RFC 5545 section 3.1: lines end with CRLF and have at most 75 octets.
  for (const line of text.split('\r\n')) {
    expect(line).not.toMatch(/[\r\n]/);
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  }
  const calendar = new ICAL.Component(ICAL.parse(text));
  const [first, second] = calendar
    .getAllSubcomponents('vevent')
    .map((component) => new ICAL.Event(component));
  expect(first?.uid).toBe(`token-${token.id}@latchkey`);
  expect(first?.startDate.toJSDate().getTime()).toBe(token.expiresAt);
  expect(first?.summary).toBe('Access token of Petshop, Production expires');
  const alarm = first?.component.getFirstSubcomponent('valarm');
  expect(String(alarm?.getFirstPropertyValue('trigger'))).toBe('-PT6M');
  expect(second?.summary).toBe(`Consumer secret of Petshop, Production expires: ${note}`);
  expect(text).not.toContain('eyJ');
});

test('an empty calendar is refused, and nothing is asked', async () => {
  const core = await startCore();
  expect((await core.refuse('reminders:export', { days: 1 })).code).toBe('export/nothing');
  expect(core.shell.asked).toEqual([]);
});

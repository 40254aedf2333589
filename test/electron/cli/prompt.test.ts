import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { askHidden } from '../../../electron/cli/prompt.ts';

/** A terminal at which a person types. */
function terminal() {
  const events = new EventEmitter();
  const raw: boolean[] = [];
  const input = Object.assign(events, {
    setRawMode: (on: boolean) => {
      raw.push(on);
    },
    setEncoding: () => {},
    resume: () => {},
    pause: () => {},
  });
  return { input: input as unknown as Parameters<typeof askHidden>[0], events, raw };
}

test.each([
  ['ten green\r', 'ten green'],
  ['ten grees\u007fn\n', 'ten green'],
  ['eleven\u0015ten green\r', 'ten green'],
  ['grün 🍾x\u007f\r', 'grün 🍾'],
  ['\u0004', null],
])('reads %j as %j', async (keys, expected) => {
  const { input, events, raw } = terminal();
  const shown: string[] = [];
  const asked = askHidden(input, (text) => shown.push(text), 'Passphrase: ');
  // Terminals send input in chunks of any size.
  for (const key of keys) events.emit('data', key);
  expect(await asked).toBe(expected);
  expect(shown.join('')).toBe('Passphrase: \n');
  expect(raw).toEqual([true, false]);
  expect(events.listenerCount('data')).toBe(0);
});

test('Ctrl+C ends the command as the signal would, without a word', async () => {
  const { input, events, raw } = terminal();
  const asked = askHidden(input, () => {}, 'Passphrase: ');
  events.emit('data', 'ten\u0003');
  await expect(asked).rejects.toMatchObject({ exitCode: 130, message: '' });
  expect(raw).toEqual([true, false]);
});

import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { placesOf, stateOf } from '../../../../electron/base/disk/places.ts';

const system = { cwd: '/work', platform: 'linux', userHome: '/home/ann', isTrial: false } as const;

describe('on Linux', () => {
  test('are those of the XDG base directory specification', () => {
    expect(placesOf({ ...system, env: {} })).toEqual({
      data: '/home/ann/.local/share/Latchkey',
      state: '/home/ann/.local/state/Latchkey',
      cache: '/home/ann/.cache/Latchkey',
      earlier: '/home/ann/.config/Latchkey',
    });
  });

  test('follow its variables, but not a relative one', () => {
    const env = { XDG_DATA_HOME: '/data', XDG_STATE_HOME: 'state', XDG_CACHE_HOME: '' };
    expect(placesOf({ ...system, env })).toMatchObject({
      data: '/data/Latchkey',
      state: '/home/ann/.local/state/Latchkey',
      cache: '/home/ann/.cache/Latchkey',
    });
  });

  test('are apart for the trial runtime', () => {
    const { data, earlier } = placesOf({ ...system, env: {}, isTrial: true });
    expect(data).toBe('/home/ann/.local/share/Latchkey Trial');
    expect(earlier).toBe('/home/ann/.config/Latchkey Trial');
  });
});

test.each([
  [{ LATCHKEY_HOME: '/data/keys' }, '/data/keys'],
  [{ LATCHKEY_HOME: 'keys' }, '/work/keys'],
] as const)('with %j are all in %s, and nothing is moved there', (env, folder) => {
  const all = { data: folder, state: folder, cache: folder, earlier: null };
  expect(placesOf({ ...system, env })).toEqual(all);
});

test('an empty LATCHKEY_HOME is none', () => {
  expect(placesOf({ ...system, env: { LATCHKEY_HOME: '' } }).earlier).not.toBeNull();
});

test('on Windows are in the local AppData, on macOS in Application Support', () => {
  const windows = placesOf({
    ...system,
    platform: 'win32',
    env: { LOCALAPPDATA: '/local', APPDATA: '/roaming' },
  });
  const place = join('/local', 'Latchkey');
  expect(windows).toEqual({
    data: place,
    state: place,
    cache: place,
    earlier: join('/roaming', 'Latchkey'),
  });
  const mac = placesOf({ ...system, platform: 'darwin', env: {} });
  expect(mac.data).toBe(join('/home/ann', 'Library', 'Application Support', 'Latchkey'));
  expect(mac.earlier).toBeNull();
});

test('the state of any other directory is inside it', () => {
  const rest = { ...system, env: {} };
  expect(stateOf('/elsewhere', rest)).toBe('/elsewhere');
  expect(stateOf('/home/ann/.local/share/Latchkey Trial', rest)).toBe(
    '/home/ann/.local/state/Latchkey Trial',
  );
});

import { expect, it } from 'vitest';
import { hasDisplay, isHeadless } from '../../../electron/shell/headless.ts';

it.each([
  [{ DISPLAY: ':1' }, 'linux', true],
  [{ WAYLAND_DISPLAY: 'wayland-0' }, 'linux', true],
  [{ DISPLAY: '' }, 'linux', false],
  [{}, 'linux', false],
  [{}, 'darwin', true],
  [{}, 'win32', true],
] as const)('with %j on %s there is a display: %s', (env, platform, expected) => {
  expect(hasDisplay(env, platform)).toBe(expected);
});

it('a headless program doesn’t start a second one', () => {
  expect(isHeadless(['latchkey', '--ozone-platform=headless', 'token', 'list'])).toBe(true);
  expect(isHeadless(['latchkey', 'token', 'list', '--ozone-platform=x11'])).toBe(false);
});

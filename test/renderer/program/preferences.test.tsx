import { render } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { defaultPreferences, type Preferences } from '../../../shared/domain/preferences.ts';

const system = vi.hoisted(() => {
  const contrast = Object.assign(new EventTarget(), { matches: false });
  window.matchMedia = () => contrast as MediaQueryList;
  return contrast;
});
const { useAppliedLook } = await import('../../../renderer/program/preferences.ts');

function Look({ theme }: Pick<Preferences, 'theme'>) {
  useAppliedLook({ ...defaultPreferences, theme });
  return null;
}

function systemAsks(more: boolean): void {
  system.matches = more;
  system.dispatchEvent(new Event('change'));
}

const shown = () => document.documentElement.dataset['theme'];

beforeEach(() => systemAsks(false));

test('high contrast comes and goes with the system, where the person leaves the look to it', () => {
  render(<Look theme="system" />);
  expect(shown()).toBeUndefined();
  systemAsks(true);
  expect(shown()).toBe('contrast');
  systemAsks(false);
  expect(shown()).toBeUndefined();
});

test('a look that the person chose stays, whatever the system asks for', () => {
  systemAsks(true);
  const { rerender } = render(<Look theme="dark" />);
  expect(shown()).toBe('dark');
  systemAsks(false);
  systemAsks(true);
  expect(shown()).toBe('dark');
  rerender(<Look theme="system" />);
  expect(shown()).toBe('contrast');
});

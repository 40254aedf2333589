import { render } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { useAppliedLook } from '../../../renderer/program/preferences.ts';
import { defaultPreferences, type Preferences } from '../../../shared/domain/preferences.ts';

const system = window.matchMedia('(prefers-contrast: more)');

function Look({ theme }: Pick<Preferences, 'theme'>) {
  useAppliedLook({ ...defaultPreferences, theme });
  return null;
}

function systemAsks(more: boolean): void {
  Object.assign(system, { matches: more });
  system.dispatchEvent(new Event('change'));
}

const shown = () => document.documentElement.dataset['theme'];

beforeEach(() => systemAsks(false));

test('high contrast follows the system while the theme is System', () => {
  render(<Look theme="system" />);
  expect(shown()).toBeUndefined();
  systemAsks(true);
  expect(shown()).toBe('contrast');
  systemAsks(false);
  expect(shown()).toBeUndefined();
});

test('a chosen theme stays, whatever the system prefers', () => {
  systemAsks(true);
  const { rerender } = render(<Look theme="dark" />);
  expect(shown()).toBe('dark');
  systemAsks(false);
  systemAsks(true);
  expect(shown()).toBe('dark');
  rerender(<Look theme="system" />);
  expect(shown()).toBe('contrast');
});

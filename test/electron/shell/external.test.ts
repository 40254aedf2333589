import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { projectRoot } from '../../../build/runtime/project.ts';
import { openReleases } from '../../../electron/shell/external.ts';
import { defaultPreferences } from '../../../shared/domain/preferences.ts';

const opened = vi.hoisted(() => [] as string[]);
vi.mock('electron', () => ({ shell: { openExternal: async (url: string) => opened.push(url) } }));

const RELEASES = 'https://example.org/latchkey/releases';
const wanted = { ...defaultPreferences, offerUpdates: true };

describe('the browser', { tags: 'window/external' }, () => {
  beforeEach(() => {
    opened.length = 0;
  });

  test('opens the releases page once a person has turned that on', async () => {
    expect(await openReleases(RELEASES, wanted)).toBe(true);
    expect(opened).toEqual([RELEASES]);
  });

  test('stays closed until then, and if the package names no address', async () => {
    expect(await openReleases(RELEASES, defaultPreferences)).toBe(false);
    expect(await openReleases(null, wanted)).toBe(false);
    expect(opened).toEqual([]);
  });

  test('is opened from one place in the program only', () => {
    const folder = join(projectRoot, 'electron');
    const asking = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .filter((name) => /openExternal|openPath/.test(readFileSync(join(folder, name), 'utf8')));
    expect(asking).toEqual([join('shell', 'external.ts')]);
  });
});

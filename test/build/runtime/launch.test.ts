import { describe, expect, it } from 'vitest';
import { launchArguments, launchEnvironment, trialNotice } from '../../../build/runtime/launch.ts';
import { cacheDirectory } from '../../../build/runtime/project.ts';

describe('the arguments', () => {
  it('turn the sandbox off for root only', () => {
    expect(launchArguments('/program', 0)).toEqual(['--no-sandbox', '/program']);
    expect(launchArguments('/program', 1000)).toEqual(['/program']);
  });
});

describe('the environment', () => {
  it('marks a trial runtime, and only that', () => {
    const env = { PATH: '/bin', LATCHKEY_RUNTIME: 'official' };
    expect(launchEnvironment({ kind: 'trial' }, env)).toEqual({
      PATH: '/bin',
      LATCHKEY_RUNTIME: 'trial',
    });
    expect(launchEnvironment({ kind: 'official' }, env)).toEqual({ PATH: '/bin' });
  });

  it('drops variables that would turn Electron into plain Node', () => {
    expect(launchEnvironment({ kind: 'installed' }, { ELECTRON_RUN_AS_NODE: '1' })).toEqual({});
  });
});

describe('the terminal notice', () => {
  const runtime = { executable: '/e', version: '42.0.0' };

  it('names both versions and warns against real secrets', () => {
    const notice = trialNotice({ ...runtime, kind: 'trial' }, '45.4.1');
    expect(notice).toContain('TRIAL RUNTIME: Electron 42.0.0 instead of 45.4.1');
    expect(notice).toContain('don’t store real secrets in it');
  });

  it('isn’t printed for the official runtime', () => {
    expect(trialNotice({ ...runtime, kind: 'official' }, '45.4.1')).toBeUndefined();
    expect(trialNotice({ ...runtime, kind: 'installed' }, '45.4.1')).toBeUndefined();
  });
});

describe('the cache', () => {
  it('is the named one, else that of XDG, else in the home directory', () => {
    const home = '/home/me';
    expect(cacheDirectory({}, home)).toBe('/home/me/.cache/latchkey');
    expect(cacheDirectory({ XDG_CACHE_HOME: '/xdg' }, home)).toBe('/xdg/latchkey');
    expect(cacheDirectory({ XDG_CACHE_HOME: 'relative' }, home)).toBe('/home/me/.cache/latchkey');
    expect(cacheDirectory({ LATCHKEY_CACHE_DIR: '/named', XDG_CACHE_HOME: '/x' }, home)).toBe(
      '/named',
    );
  });
});

import { EventEmitter } from 'node:events';
import type { Session, WebContents } from 'electron';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import {
  guardContents,
  guardSession,
  keepPagesSmall,
  silenceChromium,
} from '../../../electron/shell/guards.ts';

/**
 * Each guard on its own: in the real window (test/e2e/safety) a second guard often hides that the
 * first one is missing.
 */
const started = vi.hoisted(() => ({ isPackaged: true, switches: new Map<string, string>() }));

vi.mock('electron', () => ({
  app: {
    get isPackaged() {
      return started.isPackaged;
    },
    commandLine: {
      appendSwitch: (name: string, value = '') => started.switches.set(name, value),
      removeSwitch: (name: string) => started.switches.delete(name),
    },
  },
}));

class Contents extends EventEmitter {
  readonly loaded: string[] = [];
  webRtc = 'default';
  openWindow: (details: { readonly url: string }) => unknown = () => ({ action: 'allow' });
  loadURL = async (url: string): Promise<void> => void this.loaded.push(url);
  setWindowOpenHandler = (handler: typeof this.openWindow): void =>
    void (this.openWindow = handler);
  setWebRTCIPHandlingPolicy = (policy: string): void => void (this.webRtc = policy);
}

function guardedContents(): Contents {
  const contents = new Contents();
  guardContents(contents as unknown as WebContents, 'app://latchkey/');
  return contents;
}

type Answer<T> = (verdict: T) => void;

class GuardedSession extends EventEmitter {
  spellChecker = true;
  request: (contents: null, name: string, answer: Answer<boolean>) => void = (_c, _n, answer) =>
    answer(true);
  check: () => boolean = () => true;
  device: () => boolean = () => true;
  before: (details: { readonly url: string }, answer: Answer<{ cancel: boolean }>) => void = (
    _details,
    answer,
  ) => answer({ cancel: false });
  webRequest = { onBeforeRequest: (listener: typeof this.before) => void (this.before = listener) };
  setPermissionRequestHandler = (handler: typeof this.request) => void (this.request = handler);
  setPermissionCheckHandler = (handler: typeof this.check) => void (this.check = handler);
  setDevicePermissionHandler = (handler: typeof this.device) => void (this.device = handler);
  setSpellCheckerEnabled = (enabled: boolean) => void (this.spellChecker = enabled);
}

function guardedSession(): GuardedSession {
  const session = new GuardedSession();
  guardSession(session as unknown as Session, 'app://latchkey');
  return session;
}

/** Whether the event is forbidden. */
function isPrevented(emitter: EventEmitter, event: string): boolean {
  const preventDefault = vi.fn<() => void>();
  emitter.emit(event, { preventDefault });
  return preventDefault.mock.calls.length > 0;
}

describe('the window’s contents', () => {
  test.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])(
    '%s is forbidden by itself',
    { tags: 'window/navigation' },
    (event) => {
      expect(isPrevented(guardedContents(), event)).toBe(true);
    },
  );

  test('reload the page only from about:', { tags: 'window/navigation' }, () => {
    const contents = guardedContents();
    contents.emit('did-navigate', {}, 'app://latchkey/');
    expect(contents.loaded).toEqual([]);
    contents.emit('did-navigate', {}, 'about:blank');
    expect(contents.loaded).toEqual(['app://latchkey/']);
  });

  test('forbid a webview, although the tag is off', { tags: 'window/new-windows' }, () => {
    expect(isPrevented(guardedContents(), 'will-attach-webview')).toBe(true);
  });

  test('deny a new window, even for our own page', { tags: 'window/new-windows' }, () => {
    const { openWindow } = guardedContents();
    for (const url of ['app://latchkey/', 'about:blank', 'https://evil.example/']) {
      expect(openWindow({ url })).toEqual({ action: 'deny' });
    }
  });

  test('can’t ask to stay', { tags: 'secrets/lock-page' }, () => {
    expect(isPrevented(guardedContents(), 'will-prevent-unload')).toBe(true);
  });

  test('have no UDP for WebRTC', { tags: 'window/requests' }, () => {
    expect(guardedContents().webRtc).toBe('disable_non_proxied_udp');
  });
});

describe('the window’s session', () => {
  test('denies each permission, requested or queried, and each device', {
    tags: 'window/permissions',
  }, () => {
    const session = guardedSession();
    const answers: boolean[] = [];
    session.request(null, 'media', (allowed) => answers.push(allowed));
    expect([...answers, session.check(), session.device()]).toEqual([false, false, false]);
  });

  test('forbids a download', { tags: 'window/downloads' }, () => {
    expect(isPrevented(guardedSession(), 'will-download')).toBe(true);
  });

  test.each([
    ['app://latchkey/', true],
    ['app://latchkey/assets/index.js', true],
    ['data:image/png;base64,AA==', true],
    ['app://latchkey.evil/', false],
    ['app://evil/latchkey/', false],
    ['https://evil.example/?app://latchkey/', false],
    ['http://127.0.0.1/', false],
    ['ws://127.0.0.1/', false],
    ['file:///etc/passwd', false],
    ['blob:https://evil.example/1', false],
  ])('asked for %s says %s', { tags: 'window/requests' }, (url, allowed) => {
    const verdicts: boolean[] = [];
    guardedSession().before({ url }, ({ cancel }) => verdicts.push(!cancel));
    expect(verdicts).toEqual([allowed]);
  });

  test('downloads no dictionary', { tags: 'network/none' }, () => {
    expect(guardedSession().spellChecker).toBe(false);
  });
});

describe('Chromium', () => {
  beforeEach(() => {
    Object.assign(started, {
      isPackaged: true,
      switches: new Map([
        ['remote-debugging-port', '9222'],
        ['remote-debugging-pipe', ''],
      ]),
    });
  });

  test('runs none of its background services and looks up no name', {
    tags: 'network/none',
  }, () => {
    silenceChromium();
    expect(Object.fromEntries(started.switches)).toEqual({
      'disable-background-networking': '',
      'disable-component-update': '',
      'disable-domain-reliability': '',
      'disable-sync': '',
      'dns-prefetch-disable': '',
      'host-resolver-rules': 'MAP * ~NOTFOUND',
      'no-pings': '',
      'no-proxy-server': '',
    });
  });

  test('keeps what is short-lived in a page small', () => {
    started.switches.clear();
    keepPagesSmall();
    expect(Object.fromEntries(started.switches)).toEqual({ 'js-flags': '--max-semi-space-size=4' });
  });

  test('unpackaged, it may be debugged and may reach this machine', () => {
    started.isPackaged = false;
    silenceChromium();
    expect(started.switches.get('remote-debugging-port')).toBe('9222');
    expect(started.switches.get('host-resolver-rules')).toBe(
      'MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
    );
  });
});

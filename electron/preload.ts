import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Bridge } from '../shared/ipc/bridge.ts';
import { CALL, EVENT } from '../shared/ipc/wire.ts';

/** The contract's channel names, inserted by the build: the schemas stay out of the preload. */
declare const LATCHKEY_CHANNELS: readonly string[];

const known: ReadonlySet<string> = new Set(LATCHKEY_CHANNELS);

const bridge: Bridge = Object.freeze({
  call: (channel: string, input: unknown, files: readonly File[] = []) => {
    if (!known.has(channel)) {
      return Promise.resolve({ ok: false, error: { code: 'call/unknown-channel' } });
    }
    // The paths of files that a person dropped; a page can't make one up. The page's own `map` must
    // not be called: a `files` with a custom `map` could return any path.
    const paths = Array.from(files, (file) => webUtils.getPathForFile(file)).filter(
      (path) => path !== '',
    );
    return ipcRenderer.invoke(CALL, channel, input, paths);
  },
  on: (event: string, listener: (payload: unknown) => void) => {
    const receive = (_event: unknown, name: unknown, payload: unknown): void => {
      if (name === event) listener(payload);
    };
    ipcRenderer.on(EVENT, receive);
    return () => {
      ipcRenderer.off(EVENT, receive);
    };
  },
} as Bridge);

contextBridge.exposeInMainWorld('latchkey', bridge);

import { locale } from '../../shared/words/words.ts';
import type { Shell } from '../base/context/shell.ts';

/**
 * A command's desktop: no window, dialog, clipboard or keyring.
 *
 * @param saveTo where an export goes; the window asks with a dialog instead.
 */
export function commandLineShell(saveTo: string | null): Shell {
  return {
    locale: async () => locale(),
    askWhereToSave: async () => saveTo,
    askForFiles: async () => [],
    askForFolder: async () => saveTo,
    copySecret: async () => false,
    copyPublic: async () => {},
    keyringAvailable: async () => false,
    keyringSeal: async () => null,
    keyringOpen: async () => null,
    lockAfter: () => {},
    locked: () => {},
    changed: () => {},
    job: () => {},
    announce: () => {},
  };
}

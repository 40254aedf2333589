import { locale } from '../../shared/words/words.ts';
import type { Shell } from '../base/context/shell.ts';

/**
 * The desktop of a command: no window, no dialog, no clipboard, no keyring.
 *
 * @param saveTo where an export goes, which a dialog asks for in the window.
 */
export function commandLineShell(saveTo: string | null): Shell {
  return {
    locale: async () => locale(),
    askWhereToSave: async () => saveTo,
    askForFiles: async () => [],
    askForFolder: async () => null,
    copySecret: async () => false,
    copyPublic: async () => {},
    keyringAvailable: async () => false,
    keyringSeal: async () => null,
    keyringOpen: async () => null,
    lockAfter: () => {},
    locked: () => {},
    changed: () => {},
    job: () => {},
  };
}

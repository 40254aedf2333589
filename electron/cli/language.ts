import { isLanguage, type Language } from '../../shared/words/languages.ts';

/**
 * The language of the command line: English, unless LATCHKEY_LANGUAGE names another one.
 *
 * The system's language and the one chosen in Settings are ignored: scripts, logs and bug reports
 * quote what commands print, and a script must print the same on every machine.
 */
export function commandLineLanguage(env: Readonly<Record<string, string | undefined>>): Language {
  const named = env['LATCHKEY_LANGUAGE'] ?? '';
  return isLanguage(named) ? named : 'en';
}

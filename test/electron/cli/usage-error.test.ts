import { afterEach, describe, expect, test } from 'vitest';
import { setLocale } from '../../../shared/words/words.ts';
import { startCommandLine } from '../../support/command-line.ts';

afterEach(() => setLocale({ language: 'en', region: undefined }));

// In German, since any leftover text of Commander's would be English.
const german = { env: { LATCHKEY_LANGUAGE: 'de' } };

describe('wrong usage is refused in words of the catalogue', () => {
  test.each([
    ['token list --colour', 'Unbekannte Option „--colour“.'],
    ['token list --stat active', 'Unbekannte Option „--stat“. Meinten Sie --state?'],
    ['tokn list', 'Unbekannter Befehl „tokn“. Meinten Sie token?'],
    ['nothing', 'Unbekannter Befehl „nothing“.'],
    ['token get', 'APP fehlt. Siehe --help.'],
    ['token get A B', 'Erwartet 1 Argument, bekam aber: A, B.'],
    ['token list --app', '--app <APP> braucht einen Wert.'],
    ['export jwks', 'Ergänzen Sie --out <PATH>.'],
    // A variable of a script without a value must not mean the current folder.
    ['api import ', 'FILE fehlt. Siehe --help.'],
    ['export jwks --out ', '--out <PATH> braucht einen Wert.'],
    [
      'export tokens --out x --plain --export-passphrase-file y',
      'Verwenden Sie entweder --plain oder --export-passphrase-file <FILE>, nicht beide.',
    ],
    [
      'token list --state lost',
      '„lost“ ist für --state <STATE> nicht erlaubt. Erlaubt sind active, expired, revoked.',
    ],
    [
      'token get A --type staging',
      '„staging“ ist für --type <production|sandbox> nicht erlaubt. Erlaubt sind production, sandbox.',
    ],
    [
      'token',
      'Wählen Sie einen Befehl: latchkey token get|regenerate|list|inspect|revoke. Siehe latchkey token --help.',
    ],
  ])('%s', async (line, words) => {
    const { runWith } = await startCommandLine({ fresh: true });
    expect(await runWith(german, ...line.split(' '))).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `latchkey: ${words}\n`,
    });
  });
});

describe('help is in words of the catalogue', () => {
  test('with its headings, placeholders and choices', async () => {
    const { runWith } = await startCommandLine({ fresh: true });
    const { stdout } = await runWith(german, 'token', 'list', '--help');
    expect(stdout).toMatch(/^Aufruf: latchkey token list \[Optionen\]\n/);
    expect(stdout).toContain('\nOptionen:\n');
    expect(stdout).toContain('(eines von active,');
    expect(stdout).not.toMatch(/Usage|Options|options|choices|default/);
  });

  test('of the program and of a noun, to the line about help itself', async () => {
    const { runWith } = await startCommandLine({ fresh: true });
    for (const args of [['help'], ['token', '--help']]) {
      const { stdout } = await runWith(german, ...args);
      expect(stdout).toContain('\nBefehle:\n');
      expect(stdout).toMatch(/help \[Befehl\] +Hilfe zu einem Befehl anzeigen\n/);
      expect(stdout).not.toMatch(/Commands|display help|\[command\]/);
    }
  });

  test('says the default of an option', async () => {
    const { runWith } = await startCommandLine({ fresh: true });
    const { stdout } = await runWith(german, 'token', 'get', '--help');
    expect(stdout).toContain('der Key-Typ (Vorgabe: production)');
  });
});

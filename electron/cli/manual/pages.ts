import { readFileSync } from 'node:fs';
import { loadLocale } from '../../../shared/words/words.ts';
import { describe } from '../describe.ts';
import { createProgram } from '../program.ts';
import { manList, markdownTable, withCommands } from './manual.ts';

const nothing = (): void => {};
const root = new URL('../../../', import.meta.url);

/** The pages that list the commands, as they should be: path in the project → content. */
export async function manualPages(): Promise<ReadonlyMap<string, string>> {
  await loadLocale({ language: 'en', region: undefined });
  const commands = describe(
    createProgram({
      home: '',
      cwd: '',
      env: {},
      version: '',
      args: [],
      importThread: root,
      stdout: nothing,
      stderr: nothing,
      isTerminal: false,
      askPassphrase: null,
    }),
  );
  const page = (path: string) => readFileSync(new URL(path, root), 'utf8');
  return new Map([
    ['docs/cli.md', withCommands(page('docs/cli.md'), 'markdown', markdownTable(commands))],
    [
      'build/linux/latchkey.1',
      withCommands(page('build/linux/latchkey.1'), 'man', manList(commands)),
    ],
  ]);
}

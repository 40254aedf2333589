import { readFileSync } from 'node:fs';
import { loadLocale } from '../../../shared/words/words.ts';
import { type DescribedCommand, describe } from '../describe.ts';
import { createProgram } from '../program.ts';
import { manList, markdownTable, withCommands } from './manual.ts';

const nothing = (): void => {};
const root = new URL('../../../', import.meta.url);
const page = (path: string): string => readFileSync(new URL(path, root), 'utf8');

/** Every command, in English. */
export async function everyCommand(): Promise<readonly DescribedCommand[]> {
  await loadLocale({ language: 'en', region: undefined });
  return describe(
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
}

/** The pages that list the commands, as they should be: path in the project → content. */
export async function manualPages(): Promise<ReadonlyMap<string, string>> {
  const commands = await everyCommand();
  return new Map([
    ['docs/cli.md', withCommands(page('docs/cli.md'), 'markdown', markdownTable(commands))],
    [
      'build/linux/latchkey.1',
      withCommands(page('build/linux/latchkey.1'), 'man', manList(commands)),
    ],
  ]);
}

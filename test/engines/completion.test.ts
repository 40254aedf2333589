import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { DescribedCommand } from '../../electron/cli/describe.ts';
import { everyCommand } from '../../electron/cli/manual/pages.ts';
import { startCommandLine } from '../support/command-line.ts';

/** Answers with the words that a shell offers at the end of each line. */
type Complete = (lines: readonly string[]) => readonly (readonly string[])[];

const inZsh =
  (script: string, cwd: string): Complete =>
  (lines) => {
    const args = ['-f', join(import.meta.dirname, 'completion.zsh'), script, ...lines];
    const said = execFileSync('zsh', args, { cwd, encoding: 'utf8' });
    return said.trimEnd().split('\n').map(words);
  };

const inFish =
  (script: string, cwd: string): Complete =>
  (lines) => {
    const asked = lines.map((line) => `echo (complete -C '${line}' | cut -f1)`);
    const program = [`source ${script}`, ...asked].join('\n');
    const env = { ...process.env, HOME: cwd };
    return execFileSync('fish', ['-c', program], { cwd, env, encoding: 'utf8' })
      .trimEnd()
      .split('\n')
      .map(words);
  };

const words = (line: string) => line.split(' ').filter(Boolean).toSorted();

/** A line and what must be offered at its end, for each noun, verb and option with a list. */
function expectations(commands: readonly DescribedCommand[]) {
  return commands.flatMap(({ path, args, argChoices, verbs, options }) => {
    const given = `latchkey ${path} ${args.map((_arg, index) => `given${index} `).join('')}`;
    return [
      ...(verbs.length === 0 ? [] : [[`latchkey ${path} `, verbs] as const]),
      ...(argChoices.length === 0 ? [] : [[`latchkey ${path} `, argChoices] as const]),
      ...(args.includes('<COMMAND…>') ? [] : options)
        .filter(({ choices }) => choices.length > 0)
        .map(({ long, choices }) => [`${given}${long} `, choices] as const),
    ];
  });
}

test.each([
  ['zsh', inZsh],
  ['fish', inFish],
] as const)(
  '%s completes every verb, format and choice, files and programs',
  async (shell, start) => {
    const line = await startCommandLine({ fresh: true });
    const { stdout } = await line.runWith({}, 'completion', shell);
    const script = join(line.cwd, `_latchkey.${shell}`);
    writeFileSync(script, stdout);
    const folder = join(line.cwd, 'folder');
    mkdirSync(folder);
    writeFileSync(join(folder, 'petshop.yaml'), '');
    const complete = start(script, folder);
    const commands = await everyCommand();
    const nouns = commands.filter(({ path }) => !path.includes(' ')).map(({ path }) => path);
    const all = [
      ['latchkey ', nouns] as const,
      ...expectations(commands),
      ['latchkey keys generate Shop --alg ES', ['ES256', 'ES384']] as const,
      ['latchkey handover kong --out ', ['petshop.yaml']] as const,
      ['latchkey inject -i ', ['petshop.yaml']] as const,
      ['latchkey api import ', ['petshop.yaml']] as const,
      ['latchkey run --env A=Shop/production -- sha256su', ['sha256sum']] as const,
    ];
    const offered = complete(all.map(([typed]) => typed));
    expect(all.map(([typed], index) => [typed, offered[index]])).toEqual(
      all.map(([typed, wanted]) => [typed, [...wanted].toSorted()]),
    );
  },
);

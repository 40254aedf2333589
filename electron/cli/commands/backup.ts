import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { BackupCheck, Finding } from '../../../shared/domain/backup.ts';
import { findingText } from '../../../shared/words/finding-text.ts';
import { t } from '../../../shared/words/words.ts';
import { type Answer, answers, answersInside } from '../command.ts';
import { readPassphrase } from '../passphrase.ts';
import type { Surroundings } from '../surroundings.ts';
import { isoTime } from '../time.ts';
import { withCore } from '../workspace-access.ts';

interface CreateOptions {
  readonly out?: string;
}

export function addBackupCommands(program: Command, surroundings: Surroundings): void {
  const backup = program.command('backup').description(t('cli.commands.backup'));

  const create = backup
    .command('create')
    .description(t('cli.commands.backupCreate'))
    .option('--out <PATH>', t('cli.options.backupOut'));
  answersInside<CreateOptions>(
    create,
    surroundings,
    async ({ get, now }, { options }) => {
      if (options.out === undefined) {
        const { file, at, bytes } = await get('backup:create', {});
        return made(file, at, bytes);
      }
      const at = now();
      await get('workspace:save-copy', {});
      const file = resolve(surroundings.cwd, options.out);
      return made(file, at, statSync(file).size);
    },
    ({ options }) =>
      options.out === undefined ? undefined : resolve(surroundings.cwd, options.out),
  );

  const check = backup
    .command('check')
    .description(t('cli.commands.backupCheck'))
    .argument('<FILE>');
  answers(check, surroundings, async ({ args, options }) => {
    const paths = [resolve(surroundings.cwd, args[0] ?? '')];
    const passphrase = await readPassphrase(surroundings, options.passphraseFile);
    return withCore(surroundings, async ({ get }) =>
      foundIn(await get('backup:check', { file: null, passphrase }, { paths })),
    );
  });

  const restore = backup
    .command('restore')
    .description(t('cli.commands.backupRestore'))
    .argument('<FILE>');
  answers(restore, surroundings, async ({ args, options }) => {
    const file = resolve(surroundings.cwd, args[0] ?? '');
    const passphrase = await readPassphrase(surroundings, options.passphraseFile);
    return withCore(surroundings, async ({ get }) => {
      const { aside } = await get('backup:restore', { file: null, passphrase }, { paths: [file] });
      const text =
        aside === null ? t('cli.restored', { file }) : t('cli.restoredAside', { file, aside });
      return { json: { aside }, text };
    });
  });
}

/** The problems found, one line each. */
export function findingTexts(findings: readonly Finding[]): readonly string[] {
  return findings.map(findingText);
}

function foundIn({ findings, owner, contents, newest }: BackupCheck): Answer {
  const ok = findings.length === 0;
  const at = newest === null ? null : isoTime(newest);
  const json = { ok, findings, owner, contents, newest: at };
  return { json, text: ok ? t('cli.whole') : '', refused: findingTexts(findings) };
}

function made(file: string, at: number, bytes: number): Answer {
  return { json: { file, at: isoTime(at), bytes }, text: t('cli.backupMade', { file }) };
}

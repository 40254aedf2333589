import { resolve } from 'node:path';
import type { Command } from 'commander';
import { lostList } from '../../../shared/words/lost-text.ts';
import { t, tFrom } from '../../../shared/words/words.ts';
import { answers, answersInside } from '../command.ts';
import { readPassphrase } from '../passphrase.ts';
import type { Surroundings } from '../surroundings.ts';
import { createWorkspace, withCore } from '../workspace-access.ts';
import { findingTexts } from './backup.ts';

interface CreateOptions {
  readonly owner: string;
  readonly allowShortPassphrase?: boolean;
}

interface SalvageOptions {
  readonly out: string;
}

export function addWorkspaceCommands(program: Command, surroundings: Surroundings): void {
  const workspace = program.command('workspace').description(t('cli.commands.workspace'));

  const create = workspace
    .command('create')
    .description(t('cli.commands.workspaceCreate'))
    .requiredOption('--owner <NAME>', t('cli.options.owner'))
    .option('--passphrase-file <FILE>', t('cli.options.newPassphraseFile'))
    .option('--allow-short-passphrase', t('cli.options.allowShortPassphrase'));
  answers<CreateOptions>(create, surroundings, async ({ options }) => {
    const { owner, allowShortPassphrase: insist = false } = options;
    const code = await createWorkspace(surroundings, options, { owner, insist });
    const note = surroundings.isTerminal ? `\n${t('cli.recoveryCodeNote')}` : '';
    return { json: code, text: `${code}${note}` };
  });

  const info = workspace.command('info').description(t('cli.commands.workspaceInfo'));
  answersInside(info, surroundings, async ({ get }) => {
    const { file } = await get('workspace:state', {});
    const { owner } = await get('settings:get', {});
    const contents = await get('workspace:contents', {});
    const json = { file, owner, ...contents };
    return {
      json,
      text: Object.entries(json)
        .map(([name, value]) => `${name}  ${String(value)}`)
        .join('\n'),
    };
  });

  const check = workspace.command('check').description(t('cli.commands.workspaceCheck'));
  answersInside(check, surroundings, async ({ get }) => {
    const { findings } = await get('backup:check-workspace', {});
    const isWhole = findings.length === 0;
    const text = isWhole ? t('cli.whole') : '';
    return { json: { ok: isWhole, findings }, text, refused: findingTexts(findings) };
  });

  const salvage = workspace
    .command('salvage')
    .description(t('cli.commands.workspaceSalvage'))
    .argument('<FILE>')
    .requiredOption('--out <PATH>', t('cli.options.salvageOut'));
  answers<SalvageOptions>(salvage, surroundings, async ({ args, options }) => {
    const [file, out] = [args[0] ?? '', options.out].map((path) => resolve(surroundings.cwd, path));
    const passphrase = await readPassphrase(surroundings, options.passphraseFile);
    return withCore(
      surroundings,
      async ({ get }) => {
        const salvaged = await get('rescue:salvage', { passphrase }, { paths: [file ?? ''] });
        return { json: salvaged, text: salvaged === null ? '' : lostList(salvaged).trimEnd() };
      },
      out,
    );
  });

  const merge = workspace
    .command('merge')
    .description(t('cli.commands.workspaceMerge'))
    .argument('<FILE>');
  answersInside(merge, surroundings, async ({ get, passphrase }, { args }) => {
    const file = resolve(surroundings.cwd, args[0] ?? '');
    const report = await get('merge:run', { passphrase: await passphrase() }, { paths: [file] });
    const settled = report.conflicts.map(({ kind, what }) =>
      tFrom(`merge.conflict.${kind}`, { what }),
    );
    return { json: report, text: [t('cli.merged', { file }), ...settled].join('\n') };
  });
}

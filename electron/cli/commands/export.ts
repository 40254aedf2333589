import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { engines } from '../../../shared/domain/engines/verdict.ts';
import { gatewayFiles, isEngine } from '../../../shared/domain/gateway.ts';
import { type ExportFormat, exportFormats } from '../../../shared/domain/token-export.ts';
import { t } from '../../../shared/words/words.ts';
import { type Answer, answersInside, type Typed } from '../command.ts';
import { findApplication } from '../find.ts';
import { passphraseInFile } from '../passphrase.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Workspace } from '../workspace-access.ts';

interface OutOption {
  readonly out: string;
}

interface TokensOptions extends OutOption {
  readonly app?: string;
  readonly format: ExportFormat;
  readonly plain?: boolean;
  readonly exportPassphraseFile?: string;
}

export function addExportCommands(program: Command, surroundings: Surroundings): void {
  const exporting = program.command('export').description(t('cli.commands.export'));
  const place = ({ options }: Typed<OutOption>): string => resolve(surroundings.cwd, options.out);

  for (const file of gatewayFiles) {
    const command = exporting
      .command(file)
      .description(
        isEngine(file)
          ? t('cli.commands.exportEngine', { engine: engines[file].name })
          : t(`cli.commands.export.${file}`),
      )
      .requiredOption('--out <PATH>', t('cli.options.out'));
    answersInside<OutOption>(
      command,
      surroundings,
      async ({ get }, typed) => {
        await get('gateway:export', { file });
        return saved(typed.options);
      },
      place,
    );
  }

  const tokens = exporting
    .command('tokens')
    .description(t('cli.commands.exportTokens'))
    .requiredOption('--out <PATH>', t('cli.options.out'))
    .option('--app <APP>', t('cli.options.exportApp'))
    .addOption(
      new Option('--format <FORMAT>', t('cli.options.format'))
        .choices(exportFormats)
        .default('json'),
    )
    .addOption(new Option('--plain', t('cli.options.plain')).conflicts('exportPassphraseFile'))
    .option('--export-passphrase-file <FILE>', t('cli.options.exportPassphraseFile'))
    .addHelpText('after', t('cli.commands.exportTokensMore'));
  answersInside<TokensOptions>(
    tokens,
    surroundings,
    async (workspace, { options }) => {
      const { app, format } = options;
      const selection =
        app === undefined
          ? ({ of: 'filter', filter: { state: 'active' } } as const)
          : ({ of: 'application', id: (await findApplication(workspace, app)).id } as const);
      const encryption = await encryptionOf(surroundings, workspace, options);
      await workspace.get('token:export', { selection, format, encryption });
      return saved(options);
    },
    place,
  );
}

/** Encrypted unless plain text is chosen; by default with the workspace's passphrase. */
async function encryptionOf(
  { cwd }: Surroundings,
  { passphrase }: Workspace,
  { plain = false, exportPassphraseFile: file }: TokensOptions,
) {
  if (plain) return null;
  if (file === undefined) return { passphrase: await passphrase(), insist: true };
  return { passphrase: await passphraseInFile(resolve(cwd, file), file), insist: false };
}

function saved({ out }: OutOption): Answer {
  return { json: null, text: t('cli.saved', { path: out }) };
}

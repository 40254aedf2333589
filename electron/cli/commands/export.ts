import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { gatewayFiles } from '../../../shared/domain/gateway.ts';
import { type ExportFormat, exportFormats } from '../../../shared/domain/token-export.ts';
import { commandLineWords as words } from '../../../shared/words/en/command-line.ts';
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

const describedAs = {
  jwks: words.commands.exportJwks,
  certificate: words.commands.exportCertificate,
  haproxy: words.commands.exportHaproxy,
  revocations: words.commands.exportRevocations,
} as const;

export function addExportCommands(program: Command, surroundings: Surroundings): void {
  const exporting = program.command('export').description(words.commands.export);
  const place = ({ options }: Typed<OutOption>): string => resolve(surroundings.cwd, options.out);

  for (const file of gatewayFiles) {
    const command = exporting
      .command(file)
      .description(describedAs[file])
      .requiredOption('--out <PATH>', words.options.out);
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
    .description(words.commands.exportTokens)
    .requiredOption('--out <PATH>', words.options.out)
    .option('--app <APP>', words.options.exportApp)
    .addOption(
      new Option('--format <FORMAT>', words.options.format).choices(exportFormats).default('json'),
    )
    .addOption(new Option('--plain', words.options.plain).conflicts('exportPassphraseFile'))
    .option('--export-passphrase-file <FILE>', words.options.exportPassphraseFile)
    .addHelpText('after', words.commands.exportTokensMore);
  answersInside<TokensOptions>(
    tokens,
    surroundings,
    async (workspace, { options }) => {
      const { app, format } = options;
      const selection =
        app === undefined
          ? ({ of: 'everything' } as const)
          : ({ of: 'application', id: (await findApplication(workspace, app)).id } as const);
      const encryption = await encryptionOf(surroundings, workspace, options);
      await workspace.get('token:export', { selection, format, encryption });
      return saved(options);
    },
    place,
  );
}

/** Encrypted unless a person chose plain text; with what opens the workspace unless they chose another. */
async function encryptionOf(
  { cwd }: Surroundings,
  { passphrase }: Workspace,
  { plain = false, exportPassphraseFile: file }: TokensOptions,
) {
  if (plain) return null;
  if (file === undefined) return { passphrase, insist: true };
  return { passphrase: await passphraseInFile(resolve(cwd, file), file), insist: false };
}

function saved({ out }: OutOption): Answer {
  return { json: null, text: words.saved(out) };
}

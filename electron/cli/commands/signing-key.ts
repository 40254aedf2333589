import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { type SigningAlgorithm, signingAlgorithms } from '../../../shared/domain/signing-key.ts';
import { t } from '../../../shared/words/words.ts';
import { type Answer, answersInside } from '../command.ts';
import { failureOf, refused } from '../failure.ts';
import { passphraseInFile } from '../passphrase.ts';
import type { Surroundings } from '../surroundings.ts';
import { table } from '../table.ts';
import { isoTime } from '../time.ts';
import type { Workspace } from '../workspace-access.ts';

interface AlgOption {
  readonly alg?: SigningAlgorithm;
}

interface ImportOptions extends AlgOption {
  readonly keyPassphraseFile?: string;
}

const algOption = (): Option =>
  new Option('--alg <ALGORITHM>', t('cli.options.keyAlg')).choices(signingAlgorithms);

export function addSigningKeyCommands(program: Command, surroundings: Surroundings): void {
  const noun = program.command('signing-key').description(t('cli.commands.signingKey'));

  const list = noun.command('list').description(t('cli.commands.signingKeyList'));
  answersInside(list, surroundings, listed);

  const next = noun
    .command('next')
    .description(t('cli.commands.signingKeyNext'))
    .addOption(algOption());
  answersInside<AlgOption>(next, surroundings, async (workspace, { options }) => {
    const algorithm = await algorithmOf(workspace, options);
    const { kid } = await workspace.get('signing-key:create', { algorithm });
    return { json: { kid, algorithm }, text: t('cli.signingKeyNext', { kid }) };
  });

  const rotate = noun
    .command('rotate')
    .description(t('cli.commands.signingKeyRotate'))
    .addOption(algOption());
  answersInside<AlgOption>(rotate, surroundings, async (workspace, { options }) => {
    const algorithm = await algorithmOf(workspace, options);
    const keys = await workspace.get('signing-key:list', {});
    const waiting = keys.find((key) => key.algorithm === algorithm && key.state === 'next');
    const { kid } = await workspace.get('signing-key:rotate', {
      algorithm,
      next: waiting?.id ?? null,
    });
    return { json: { kid, algorithm }, text: t('cli.signingKeyRotated', { kid }) };
  });

  const retire = noun
    .command('retire')
    .description(t('cli.commands.signingKeyRetire'))
    .argument('<KID>');
  answersInside(retire, surroundings, async (workspace, { args: [typed = ''] }) => {
    const keys = await workspace.get('signing-key:list', {});
    const key = keys.find(({ kid }) => kid === typed);
    if (key === undefined) throw refused(t('cli.noSigningKey', { kid: typed }));
    await workspace.get('signing-key:retire', { id: key.id });
    return { json: { kid: key.kid }, text: t('cli.signingKeyRetired', { kid: key.kid }) };
  });

  const importing = noun
    .command('import')
    .description(t('cli.commands.signingKeyImport'))
    .argument('<FILE>')
    .addOption(algOption())
    .option('--key-passphrase-file <FILE>', t('cli.options.keyPassphraseFile'));
  answersInside<ImportOptions>(importing, surroundings, async (workspace, typed) => {
    const { alg, keyPassphraseFile: file } = typed.options;
    const paths = [resolve(surroundings.cwd, typed.args[0] ?? '')];
    const chosen = await workspace.call('signing-key:choose', {}, { paths });
    if (!chosen.ok) throw failureOf(chosen.error);
    if (chosen.value === null) throw refused(t('cli.nothing'));
    const passphrase =
      file === undefined ? null : await passphraseInFile(resolve(surroundings.cwd, file), file);
    const imported = await workspace.get('signing-key:import', {
      id: chosen.value.id,
      passphrase,
      ...(alg === undefined ? {} : { algorithm: alg }),
    });
    return { json: imported, text: t('cli.signingKeyImported', imported) };
  });
}

/** The algorithm from the command line, or else from Settings. */
async function algorithmOf({ get }: Workspace, { alg }: AlgOption): Promise<SigningAlgorithm> {
  return alg ?? (await get('settings:get', {})).algorithm;
}

async function listed({ get }: Workspace): Promise<Answer> {
  const keys = await get('signing-key:list', {});
  const usage = await get('signing-key:usage', {});
  const rows = keys.map((key) => {
    const used = usage.find(({ id }) => id === key.id);
    return {
      kid: key.kid,
      algorithm: key.algorithm,
      state: key.state,
      createdAt: isoTime(key.createdAt),
      activeTokens: used?.activeTokens ?? 0,
      applications: used?.applications ?? 0,
      lastExpiresAt: key.lastExpiresAt === null ? null : isoTime(key.lastExpiresAt),
      certificateExpiresAt: isoTime(key.certificate.validTo),
    };
  });
  return {
    json: rows,
    text: table(
      [
        t('cli.columns.kid'),
        t('cli.columns.algorithm'),
        t('cli.columns.state'),
        t('cli.columns.tokens'),
        t('cli.columns.until'),
      ],
      rows.map((row) => [
        row.kid,
        row.algorithm,
        row.state,
        String(row.activeTokens),
        row.lastExpiresAt ?? '',
      ]),
    ),
  };
}

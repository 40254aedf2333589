import { resolve } from 'node:path';
import type { Command } from 'commander';
import {
  type TakeoverCounts,
  type TakeoverReview,
  takeoverCountsSchema,
} from '../../../shared/domain/takeover.ts';
import { t } from '../../../shared/words/words.ts';
import { type Answer, answersInside } from '../command.ts';
import { refused } from '../failure.ts';
import { passphraseInFile } from '../passphrase.ts';
import type { Surroundings } from '../surroundings.ts';

interface ImportOptions {
  readonly dryRun?: true;
  readonly exportPassphraseFile?: string;
}

/** `import FILE`: applications and tokens from a file, read back. */
export function addImportCommand(program: Command, surroundings: Surroundings): void {
  const command = program
    .command('import')
    .description(t('cli.commands.import'))
    .argument('<FILE>')
    .option('--dry-run', t('cli.options.importDryRun'))
    .option('--export-passphrase-file <FILE>', t('cli.options.importPassphraseFile'))
    .addHelpText('after', t('cli.commands.importMore'));
  answersInside<ImportOptions>(command, surroundings, async (workspace, { args, options }) => {
    const { dryRun = false, exportPassphraseFile: file } = options;
    const paths = [resolve(surroundings.cwd, args[0] ?? '')];
    const chosen = await workspace.get('takeover:choose', {}, { paths });
    if (chosen === null) throw refused(t('takeover.chooseFirst'));
    const { id, isEncrypted } = chosen;
    const typed = () =>
      file === undefined
        ? workspace.passphrase()
        : passphraseInFile(resolve(surroundings.cwd, file), file);
    const request = { id, passphrase: isEncrypted ? await typed() : null };
    const review = await workspace.get('takeover:preview', request);
    if (!dryRun) await workspace.get('takeover:run', request);
    return answerOf(review);
  });
}

const names = Object.keys(takeoverCountsSchema.shape) as (keyof TakeoverCounts)[];

function answerOf({ counts, leftOut, applications }: TakeoverReview): Answer {
  const { credentials: secrets, ...others } = counts;
  const lines = names
    .filter((name) => counts[name] > 0)
    .map((name) => `${t(`takeover.counts.${name}`)}: ${counts[name]}`);
  return {
    json: { counts: { ...others, secrets }, applications: applications.map(rowOf), leftOut },
    text: lines.join('\n'),
    refused: leftOut.map(({ reason, count, examples }) =>
      t(`takeover.leftOut.${reason}`, { count, examples: examples.join(' · ') }),
    ),
  };
}

/** In the words of the other commands. */
function rowOf({ keys, credentials, ...application }: TakeoverReview['applications'][number]) {
  return {
    ...application,
    keys: keys.map((type) => type.toLowerCase()),
    secrets: credentials,
  };
}

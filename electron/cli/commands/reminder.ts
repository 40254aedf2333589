import { resolve } from 'node:path';
import type { Command } from 'commander';
import { t } from '../../../shared/words/words.ts';
import { answersInside } from '../command.ts';
import type { Surroundings } from '../surroundings.ts';
import { table } from '../table.ts';
import { isoTime } from '../time.ts';
import { typedSeconds } from '../typed.ts';

interface ListOptions {
  readonly within: string;
}

interface ExportOptions {
  readonly out: string;
}

/** A year, as in the window. */
const CALENDAR_DAYS = 366;

export function addReminderCommands(program: Command, surroundings: Surroundings): void {
  const noun = program.command('reminder').description(t('cli.commands.reminder'));

  const list = noun
    .command('list')
    .description(t('cli.commands.reminderList'))
    .option('--within <VALIDITY>', t('cli.options.within'), '7d');
  answersInside<ListOptions>(list, surroundings, async (workspace, { options }) => {
    const now = workspace.now();
    const until = now + (typedSeconds(options.within, 'within', now) ?? 0) * 1000;
    const { reminders } = await workspace.get('reminders:list', { until, limit: 500 });
    const rows = reminders.map(({ kind, id, owner, name, expiresAt, isDue }) => ({
      kind,
      id,
      application: owner?.applicationName ?? null,
      type: owner?.keyType.toLowerCase() ?? null,
      name,
      expiresAt: isoTime(expiresAt),
      due: isDue,
    }));
    return {
      json: rows,
      text: table(
        [t('cli.columns.expires'), t('cli.columns.type'), t('cli.columns.name')],
        rows.map(({ expiresAt, kind, application, type, name }) => [
          expiresAt,
          kind,
          [application, type, name].filter(Boolean).join(', '),
        ]),
      ),
    };
  });

  const save = noun
    .command('export')
    .description(t('cli.commands.reminderExport'))
    .requiredOption('--out <PATH>', t('cli.options.out'));
  answersInside<ExportOptions>(
    save,
    surroundings,
    async ({ get }, { options }) => {
      await get('reminders:export', { days: CALENDAR_DAYS });
      return { json: null, text: t('cli.saved', { path: options.out }) };
    },
    ({ options }) => resolve(surroundings.cwd, options.out),
  );
}

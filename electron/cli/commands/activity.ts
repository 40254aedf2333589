import { type Command, InvalidArgumentError } from 'commander';
import type { ActivityEntry } from '../../../shared/domain/activity.ts';
import { t } from '../../../shared/words/words.ts';
import { answersInside } from '../command.ts';
import { PAGE } from '../every-page.ts';
import type { Surroundings } from '../surroundings.ts';
import { table } from '../table.ts';
import { isoTime } from '../time.ts';
import { typedTime } from '../typed.ts';
import type { Workspace } from '../workspace-access.ts';

interface ActivityOptions {
  readonly limit: number;
  readonly since?: string;
  readonly search?: string;
}

export function addActivityCommand(program: Command, surroundings: Surroundings): void {
  const command = program
    .command('activity')
    .description(t('cli.commands.activity'))
    .option('--limit <NUMBER>', t('cli.options.activityLimit'), readLimit, readLimit('50'))
    .option('--since <TIME>', t('cli.options.activitySince'))
    .option('--search <TEXT>', t('cli.options.activitySearch'));
  answersInside<ActivityOptions>(command, surroundings, async (workspace, { options }) => {
    const since = typedTime(options.since);
    const rows = (await entries(workspace, options, since)).map(rowOf);
    const head = ['when', 'what', 'subject', 'by'] as const;
    return {
      json: rows,
      text: table(
        head.map((name) => t(`cli.columns.${name}`)),
        rows.map(({ at, kind, subject, by }) => [at, t(`activity.kinds.${kind}`), subject, by]),
      ),
    };
  });
}

function readLimit(typed: string): number {
  const limit = /^[1-9]\d{0,5}$/.test(typed) ? Number(typed) : null;
  if (limit === null) throw new InvalidArgumentError(t('cli.badLimit'));
  return limit;
}

/** Newest first. */
async function entries(
  { get }: Workspace,
  { limit, search }: ActivityOptions,
  since = Number.NEGATIVE_INFINITY,
): Promise<readonly ActivityEntry[]> {
  const found: ActivityEntry[] = [];
  while (found.length < limit) {
    const before = found.at(-1)?.id;
    const page = await get('activity:list', {
      limit: Math.min(PAGE, limit - found.length),
      ...(search === undefined ? {} : { search: search.slice(0, 200) }),
      ...(before === undefined ? {} : { before }),
    });
    found.push(...page.entries.filter(({ at }) => at >= since));
    if (!page.more || page.entries.some(({ at }) => at < since)) break;
  }
  return found;
}

function rowOf({ id, at, kind, subject, detail, byName, byMethod }: ActivityEntry) {
  return { id, at: isoTime(at), kind, subject, detail, by: byName, method: byMethod };
}

import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { ImportChoice, ImportReview } from '../../../shared/domain/api-import.ts';
import type { AppError } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { noteText } from '../../../shared/words/import-notes.ts';
import { t } from '../../../shared/words/words.ts';
import { type Answer, answersInside, collect } from '../command.ts';
import { failureOf } from '../failure.ts';
import { findPlan } from '../find.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Workspace } from '../workspace-access.ts';
import { addApiReading } from './api-reading.ts';

interface ImportOptions {
  readonly plan?: readonly string[];
}

type Found = ImportReview['items'][number];

export function addApiCommands(program: Command, surroundings: Surroundings): void {
  const api = program.command('api').description(t('cli.commands.api'));

  const load = api
    .command('import')
    .description(t('cli.commands.apiImport'))
    .argument('<FILE...>')
    .option('--plan <NAME>', t('cli.options.importPlan'), collect);
  answersInside<ImportOptions>(load, surroundings, (workspace, { args, options }) => {
    const paths = args.map((file) => resolve(surroundings.cwd, file));
    return importApis(workspace, paths, options.plan);
  });
  addApiReading(api, surroundings);
}

async function importApis(
  workspace: Workspace,
  paths: readonly string[],
  planNames: readonly string[] | undefined,
): Promise<Answer> {
  const { get } = workspace;
  const plans = [];
  for (const name of planNames ?? []) plans.push(await findPlan(workspace, name));
  const offered = plans.length > 0 ? plans : await get('business-plan:list', {});
  const review = await get('api-import:drop', {}, { paths });
  const planIds = offered.map(({ id }) => id);
  const choices = review.items.map(({ found, existing }, index) => ({
    index,
    name: found.name,
    version: found.version,
    context: found.context,
    businessPlanIds: planNames === undefined ? (existing?.businessPlanIds ?? planIds) : planIds,
  }));
  const { stored, refusals } = await store(workspace, review, choices);
  const problems = review.problems.map(({ file, error }) =>
    t('cli.refusedFile', { file, reason: errorText(error) }),
  );
  return {
    json: stored.map(({ found }) => ({
      name: found.name,
      version: found.version,
      context: found.context,
      scopes: found.scopes.map(({ name }) => name),
      notes: found.notes.map(noteText),
    })),
    text: stored.map(textOf).join('\n'),
    refused: [...problems, ...refusals],
  };
}

/** Stores what it can: a choice that is refused is removed, and the others are tried again. */
async function store(
  { call }: Workspace,
  { id, items }: ImportReview,
  all: readonly ImportChoice[],
): Promise<{ readonly stored: readonly Found[]; readonly refusals: readonly string[] }> {
  const refusals: string[] = [];
  let choices = all;
  while (choices.length > 0) {
    const answer = await call('api-import:commit', { id, choices: [...choices] });
    if (answer.ok) break;
    const place = refusedPlace(answer.error);
    const choice = choices[place];
    if (choice === undefined) throw failureOf(answer.error);
    const file = items[choice.index]?.found.file ?? '';
    const reason =
      answer.error.code === 'field/taken' ? t('cli.importedTwice') : errorText(answer.error);
    refusals.push(t('cli.refusedFile', { file, reason }));
    choices = choices.toSpliced(place, 1);
  }
  const stored = choices.map(({ index }) => items[index]).filter((item) => item !== undefined);
  return { stored, refusals };
}

/** The index of the refused choice, or -1. */
function refusedPlace({ field }: AppError): number {
  const [, place] = /^choices\.(\d+)\./.exec(field ?? '') ?? [];
  return place === undefined ? -1 : Number(place);
}

function textOf({ found: { name, version, context, scopes, notes } }: Found): string {
  const lines = notes.map((note) => `  ${noteText(note)}`);
  return [t('cli.imported', { name, version, context, scopes: scopes.length }), ...lines].join(
    '\n',
  );
}

import { resolve } from 'node:path';
import type { Command } from 'commander';
import {
  type ConsumerSecret,
  consumerSecretState,
} from '../../../shared/domain/consumer-secret.ts';
import { consumerSecretIdSchema } from '../../../shared/domain/ids.ts';
import { NEVER_EXPIRES } from '../../../shared/domain/validity.ts';
import { appError } from '../../../shared/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { answersInside } from '../command.ts';
import { failureOf, refused } from '../failure.ts';
import { findApplication } from '../find.ts';
import { type TypeOption, typeOption } from '../issue.ts';
import { passphraseInFile } from '../passphrase.ts';
import type { Surroundings } from '../surroundings.ts';
import { table } from '../table.ts';
import { isoTime } from '../time.ts';
import { typedSeconds } from '../typed.ts';
import type { Workspace } from '../workspace-access.ts';

interface AddOptions extends TypeOption {
  readonly note?: string;
  readonly expires?: string;
  readonly secretFile?: string;
}

export function addSecretCommands(program: Command, surroundings: Surroundings): void {
  const noun = program.command('secret').description(t('cli.commands.secret'));

  const list = noun
    .command('list')
    .description(t('cli.commands.secretList'))
    .argument('<APP>')
    .addOption(typeOption());
  answersInside<TypeOption>(list, surroundings, async (workspace, { args, options }) => {
    const keysOf = await keysOfApp(workspace, args[0] ?? '', options);
    const secrets = await workspace.get('consumer-secret:list', keysOf);
    const rows = secrets.map((secret) => rowOf(secret, workspace.now()));
    const head = ['id', 'note', 'state', 'created', 'expires'] as const;
    return {
      json: rows,
      text: table(
        head.map((name) => t(`cli.columns.${name}`)),
        rows.map(({ id, note, state, createdAt, expiresAt }) => [
          id,
          note,
          state,
          createdAt,
          expiresAt ?? t('cli.never'),
        ]),
      ),
    };
  });

  const get = noun
    .command('get')
    .description(t('cli.commands.secretGet'))
    .argument('<APP>')
    .addOption(typeOption());
  answersInside<TypeOption>(get, surroundings, async (workspace, { args, options }) => {
    const keysOf = await keysOfApp(workspace, args[0] ?? '', options);
    const { keys } = await workspace.get('keys:get', keysOf);
    if (keys === null) throw failureOf(appError('keys/none'));
    const ref = { kind: 'consumer-secret', id: keys.id } as const;
    const { value } = await workspace.get('secret:reveal', ref);
    return { json: value, text: value };
  });

  const add = noun
    .command('add')
    .description(t('cli.commands.secretAdd'))
    .argument('<APP>')
    .addOption(typeOption())
    .option('--note <TEXT>', t('cli.options.note'))
    .option('--expires <VALIDITY>', t('cli.options.secretExpires'))
    .option('--secret-file <FILE>', t('cli.options.secretFile'));
  answersInside<AddOptions>(add, surroundings, async (workspace, { args, options }) => {
    const { note = '', expires, secretFile: file } = options;
    const keysOf = await keysOfApp(workspace, args[0] ?? '', options);
    const added = await workspace.get('consumer-secret:add', {
      ...keysOf,
      note,
      validitySeconds: typedSeconds(expires, 'validitySeconds', workspace.now()) ?? NEVER_EXPIRES,
      ...(file === undefined
        ? {}
        : { secret: await passphraseInFile(resolve(surroundings.cwd, file), file) }),
    });
    const row = rowOf(added, workspace.now());
    return { json: row, text: t('cli.secretAdded', { id: added.id }) };
  });

  const revoke = noun
    .command('revoke')
    .description(t('cli.commands.secretRevoke'))
    .argument('<SECRET_ID>');
  answersInside(revoke, surroundings, async (workspace, { args: [typed = ''] }) => {
    const id = consumerSecretIdSchema.safeParse(typed.toLowerCase());
    if (!id.success) throw refused(t('cli.noSecret', { id: typed }));
    const answer = await workspace.call('consumer-secret:revoke', { id: id.data });
    if (!answer.ok) {
      if (answer.error.code !== 'missing/consumer-secret') throw failureOf(answer.error);
      throw refused(t('cli.noSecret', { id: typed }));
    }
    return { json: null, text: t('cli.secretRevoked', { id: id.data }) };
  });
}

async function keysOfApp(workspace: Workspace, app: string, { type: keyType }: TypeOption) {
  const { id: applicationId } = await findApplication(workspace, app);
  return { applicationId, keyType };
}

const timeOr = (at: number | null): string | null => (at === null ? null : isoTime(at));

/** Everything except the secret itself. */
function rowOf(secret: ConsumerSecret, now: number) {
  return {
    id: secret.id,
    note: secret.note,
    state: consumerSecretState(secret, now),
    createdAt: isoTime(secret.createdAt),
    lastShownAt: timeOr(secret.lastShownAt),
    expiresAt: timeOr(secret.expiresAt),
    revokedAt: timeOr(secret.revokedAt),
  };
}

import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ApplicationId } from '../../shared/domain/ids.ts';
import type { IssueRequest } from '../../shared/domain/keys.ts';
import { type SigningAlgorithm, signingAlgorithms } from '../../shared/domain/signing-key.ts';
import { type KeyType, keyTypes, type TokenSummary } from '../../shared/domain/token.ts';
import { type ProfileName, profileNames } from '../../shared/domain/token-form.ts';
import { t } from '../../shared/words/words.ts';
import { type Answer, collect } from './command.ts';
import { isoTime } from './time.ts';
import { typedSeconds } from './typed.ts';
import type { Workspace } from './workspace-access.ts';

export interface TypeOption {
  readonly type: KeyType;
}

export interface IssueOptions extends TypeOption {
  readonly validity?: string;
  readonly profile?: ProfileName;
  readonly alg?: SigningAlgorithm;
  readonly scope?: readonly string[];
}

export function typeOption(): Option {
  return new Option('--type <production|sandbox>', t('cli.options.type'))
    .default('PRODUCTION', 'production')
    .argParser((typed) => {
      const found = keyTypes.find((type) => type === typed.toUpperCase());
      if (found !== undefined) return found;
      throw new InvalidArgumentError(
        t('cli.allowedChoices', {
          choices: keyTypes.map((choice) => choice.toLowerCase()).join(', '),
        }),
      );
    });
}

/** The options of **Generate Keys** and **Re-generate**. */
export function addIssueOptions(command: Command): Command {
  return command
    .addOption(typeOption())
    .option('--validity <VALIDITY>', t('cli.options.validity'))
    .option('--scope <NAME>', t('cli.options.scope'), collect)
    .addOption(new Option('--profile <PROFILE>', t('cli.options.profile')).choices(profileNames))
    .addOption(new Option('--alg <ALGORITHM>', t('cli.options.alg')).choices(signingAlgorithms));
}

export async function readIssueOptions(
  { get, now }: Workspace,
  applicationId: ApplicationId,
  { type: keyType, validity, scope = [], profile, alg }: IssueOptions,
): Promise<IssueRequest> {
  const { defaultValiditySeconds } = await get('keys:get', { applicationId, keyType });
  const validitySeconds =
    typedSeconds(validity, 'validitySeconds', now()) ?? defaultValiditySeconds;
  return {
    applicationId,
    keyType,
    validitySeconds,
    scopes: [...new Set(scope)],
    ...(profile === undefined ? {} : { profile }),
    ...(alg === undefined ? {} : { algorithm: alg }),
  };
}

/** What a script needs to know about a new token; never a secret. */
export async function issuedAnswer({ get }: Workspace, token: TokenSummary): Promise<Answer> {
  const { id, applicationId, keyType, expiresAt } = token;
  const { keys } = await get('keys:get', { applicationId, keyType });
  const issued = {
    consumerKey: keys?.consumerKey ?? '',
    tokenId: id,
    expiresAt: isoTime(expiresAt),
  };
  return { json: issued, text: t('cli.issued', issued) };
}

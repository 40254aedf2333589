import { readFile, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Argument, type Command } from 'commander';
import { type HandoverFormat, handoverFormats } from '../../../shared/domain/handover.ts';
import type { ApplicationId } from '../../../shared/domain/ids.ts';
import { t } from '../../../shared/words/words.ts';
import { type Answer, answersInside, collect } from '../command.ts';
import { exitCodes, Failure, refused } from '../failure.ts';
import { findApplication } from '../find.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Workspace } from '../workspace-access.ts';
import { everyApplication } from './app.ts';

/** Of a gateway: public keys and what it accepts; the same files as `latchkey export` writes. */
const gateways = ['kong', 'envoy-gateway', 'istio', 'apigee'] as const;

/** These files hold one application. */
const single: ReadonlySet<string> = new Set<HandoverFormat>(['wso2']);

interface HandoverOptions {
  readonly out: string;
  readonly app?: readonly string[];
  readonly withSigningKey?: true;
}

export function addHandoverCommand(program: Command, surroundings: Surroundings): void {
  const place = (out: string): string => resolve(surroundings.cwd, out);
  const handover = program
    .command('handover')
    .description(t('cli.commands.handover'))
    .addArgument(new Argument('<FORMAT>').choices([...handoverFormats, ...gateways]))
    .requiredOption('--out <PATH>', t('cli.options.out'))
    .option('--app <APP>', t('cli.options.handoverApp'), collect)
    .option('--with-signing-key', t('cli.options.withSigningKey'))
    .addHelpText('after', t('cli.commands.handoverMore'));
  answersInside<HandoverOptions>(
    handover,
    surroundings,
    async (workspace, { args: [typed = ''], options }) => {
      const { out, withSigningKey = false } = options;
      if (withSigningKey && typed !== 'keycloak') {
        throw new Failure(t('cli.signingKeyOnlyKeycloak'), exitCodes.wrongUsage);
      }
      const file = gateways.find((gateway) => gateway === typed);
      if (file !== undefined) {
        await workspace.get('gateway:export', { file });
        return answer(out, false);
      }
      const format = handoverFormats.find((one) => one === typed) ?? 'keycloak';
      const applicationIds = await chosen(workspace, options.app);
      if (applicationIds.length === 0) throw refused(t('cli.nothingToHandOver'));
      if (single.has(format) && applicationIds.length > 1) {
        throw new Failure(t('cli.oneApplication', { format }), exitCodes.wrongUsage);
      }
      const signingKey = withSigningKey ? await privateKey(workspace, place(out)) : null;
      try {
        await workspace.get('handover:write', { format, applicationIds, signingKey });
      } catch (error) {
        // If the hand-over fails, the file holds only the private key.
        if (signingKey !== null) await rm(place(out), { force: true });
        throw error;
      }
      return answer(out, withSigningKey);
    },
    ({ options }) => place(options.out),
  );
}

async function chosen(
  workspace: Workspace,
  names: readonly string[] | undefined,
): Promise<ApplicationId[]> {
  if (names === undefined) return (await everyApplication(workspace)).map(({ id }) => id);
  const ids: ApplicationId[] = [];
  for (const name of names) ids.push((await findApplication(workspace, name)).id);
  return [...new Set(ids)];
}

/**
 * The current signing key, exported the only way there is: with the passphrase, and an entry in the
 * log. The file is private, and the hand-over file replaces it.
 */
async function privateKey(workspace: Workspace, path: string) {
  const { algorithm } = await workspace.get('settings:get', {});
  const keys = await workspace.get('signing-key:list', {});
  const key = keys.find((one) => one.state === 'current' && one.algorithm === algorithm);
  if (key === undefined) throw refused(t('cli.noCurrentKey'));
  if (!/^[RP]S/.test(key.algorithm)) throw refused(t('cli.onlyRsa'));
  const passphrase = await workspace.passphrase();
  await workspace.get('workspace:export-signing-key', { id: key.id, passphrase, encryption: null });
  return { kid: key.kid, privatePem: await readFile(path, 'utf8') };
}

function answer(out: string, withKey: boolean): Answer {
  const lines = [t('cli.saved', { path: out }), ...(withKey ? [t('cli.signingKeyWarning')] : [])];
  return { json: null, text: lines.join('\n') };
}

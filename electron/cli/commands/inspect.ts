import { resolve } from 'node:path';
import type { Command } from 'commander';
import { INSPECTION_MAX, type Inspection } from '../../../shared/domain/inspection.ts';
import { t } from '../../../shared/words/words.ts';
import { anyText } from '../../base/files/decode-text.ts';
import { parseExactly } from '../../base/files/exact-json.ts';
import { readFileUpTo } from '../../base/files/read-file.ts';
import { inspect, tokenIn, verifyingKeys } from '../../features/inspect/inspect.ts';
import { type Answer, answers } from '../command.ts';
import { failureOf, refused } from '../failure.ts';
import { inOneLine } from '../one-line.ts';
import type { Surroundings } from '../surroundings.ts';
import { isoTime } from '../time.ts';
import { withWorkspace } from '../workspace-access.ts';

interface InspectOptions {
  readonly key?: string;
}

/** Verifies a token with the workspace's keys, or with a file's: then no workspace is opened. */
export function addInspectCommand(token: Command, surroundings: Surroundings): void {
  const command = token
    .command('inspect')
    .description(t('cli.commands.tokenInspect'))
    .argument('<FILE>')
    .option('--key <KEYFILE>', t('cli.options.inspectKey'));
  answers<InspectOptions>(command, surroundings, async ({ args, options }) => {
    const read = async (path: string): Promise<Uint8Array> => {
      const bytes = await readFileUpTo(resolve(surroundings.cwd, path), INSPECTION_MAX);
      if (!bytes.ok) throw failureOf(bytes.error);
      return bytes.value;
    };
    const bytes = await read(args[0] ?? '');
    const now = (surroundings.core?.now ?? Date.now)();
    const text = anyText(bytes);
    const isToken = tokenIn(text) !== null;
    if (isToken && options.key === undefined) {
      const { passphraseFile } = options;
      return withWorkspace(surroundings, { passphraseFile }, async ({ get }) =>
        answerOf(await get('token:inspect', { text, keys: null })),
      );
    }
    const keys = options.key === undefined ? [] : await verifyingKeys(await read(options.key));
    if (keys === null) throw refused(t('cli.noKey', { file: options.key ?? '' }));
    const expected = { keys, issuers: null, audiences: null, now };
    const inspected = await inspect(bytes, expected, new Set());
    if (!inspected.ok) throw failureOf(inspected.error);
    return answerOf(inspected.value);
  });
}

function answerOf({ valid, reasons, header, claims, keys }: Inspection): Answer {
  const told = reasons.map((code) => ({ code, text: t(`inspect.reasons.${code}`) }));
  const json = {
    valid,
    reasons: told,
    header: parsed(header),
    claims: parsed(claims),
    ...(keys.length === 0
      ? {}
      : {
          keys: keys.map(({ jwk, validTo, ...key }) => ({
            ...key,
            jwk: parsed(jwk),
            validTo: validTo === null ? null : isoTime(validTo),
          })),
        }),
  };
  const lines = [
    valid ? t('inspect.valid') : t('inspect.refused'),
    ...told.map(({ text }) => `  ${text}`),
    ...[header, claims].flatMap((part) => (part === null ? [] : [part])),
    ...keys.map(({ kid, kind, pem }) => `${kind}  ${inOneLine(kid ?? '')}\n${pem}`),
  ];
  return { json, text: (keys.length > 0 ? lines.slice(1) : lines).join('\n') };
}

function parsed(json: string | null): unknown {
  return json === null ? null : parseExactly(json);
}

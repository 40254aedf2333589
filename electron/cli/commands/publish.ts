import { resolve } from 'node:path';
import type { Command } from 'commander';
import { t } from '../../../shared/words/words.ts';
import { answersInside } from '../command.ts';
import type { Surroundings } from '../surroundings.ts';
import { isoTime } from '../time.ts';

/** `publish --out DIR`: the folder that a web server or a CDN serves as the issuer. */
export function addPublishCommand(program: Command, surroundings: Surroundings): void {
  const publish = program
    .command('publish')
    .description(t('cli.commands.publish'))
    .requiredOption('--out <DIR>', t('cli.options.publishOut'))
    .addHelpText('after', t('cli.commands.publishMore'));
  answersInside<{ readonly out: string }>(
    publish,
    surroundings,
    async ({ get }, { options }) => {
      const published = await get('issuer:publish', {});
      if (published === null) throw new Error('no folder');
      const { issuer, number, at, written } = published;
      const json = { issuer, number, changedAt: isoTime(at), written };
      const done = t('cli.published', { number, path: options.out, count: written.length });
      const lines = [done, ...written.map((path) => `  ${path}`)];
      if (new URL(issuer).hostname.endsWith('.localhost')) lines.push(t('cli.publishedNowhere'));
      return { json, text: lines.join('\n') };
    },
    ({ options }) => resolve(surroundings.cwd, options.out),
  );
}

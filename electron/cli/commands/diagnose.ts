import type { Command } from 'commander';
import { t } from '../../../shared/words/words.ts';
import { answers } from '../command.ts';
import { diagnose, type Finding } from '../diagnosis.ts';
import type { Surroundings } from '../surroundings.ts';

/** `diagnose`: for a bug report. It needs no passphrase and opens no workspace. */
export function addDiagnoseCommand(program: Command, surroundings: Surroundings): void {
  const command = program.command('diagnose').description(t('cli.commands.diagnose'));
  answers(command, surroundings, async () => {
    const { home, version } = surroundings;
    const now = (surroundings.core?.now ?? Date.now)();
    const found = diagnose({ home, version, now });
    const failed = found.filter(({ state }) => state === 'fail');
    return {
      json: { ok: failed.length === 0, steps: found },
      text: found.map(lineOf).join('\n'),
      refused: failed.map(({ step, text }) => `${t(`diagnose.steps.${step}`)}: ${text}`),
    };
  });
}

const marks = { ok: 'ok  ', note: 'note', fail: 'FAIL' } as const;

const lineOf = ({ step, state, text }: Finding): string =>
  `${marks[state]} ${t(`diagnose.steps.${step}`)}: ${text}`;

import type { Command } from 'commander';
import { diagnosisText } from '../../../shared/words/diagnosis-text.ts';
import { t } from '../../../shared/words/words.ts';
import { diagnose } from '../../core/diagnosis.ts';
import { answers } from '../command.ts';
import type { Surroundings } from '../surroundings.ts';

/** `diagnose`: for a bug report. It needs no passphrase and opens no workspace. */
export function addDiagnoseCommand(program: Command, surroundings: Surroundings): void {
  const command = program.command('diagnose').description(t('cli.commands.diagnose'));
  answers(command, surroundings, async () => {
    const { home, version } = surroundings;
    const now = (surroundings.core?.now ?? Date.now)();
    const found = diagnose({ home, version, now, isOpenHere: false });
    const failed = found.filter(({ state }) => state === 'fail');
    return {
      json: { ok: failed.length === 0, steps: found },
      text: diagnosisText(found),
      refused: failed.map(({ step, text }) => `${t(`diagnose.steps.${step}`)}: ${text}`),
    };
  });
}

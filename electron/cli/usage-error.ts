import type { CommanderError } from 'commander';
import { t } from '../../shared/words/words.ts';

type Parts = Readonly<Record<string, string | undefined>>;

/** By error code: how Commander words each error, and our words for it. */
const errors: Readonly<Record<string, readonly [RegExp, (parts: Parts) => string]>> = {
  'commander.unknownOption': [
    /unknown option '(?<name>.*?)'(?:\n\(Did you mean (?:one of )?(?<names>.*)\?\))?$/s,
    ({ name = '', names }) => didYouMean(t('cli.wrong.unknownOption', { name }), names),
  ],
  'commander.unknownCommand': [
    /unknown command '(?<name>.*?)'(?:\n\(Did you mean (?:one of )?(?<names>.*)\?\))?$/s,
    ({ name = '', names }) => didYouMean(t('cli.wrong.unknownCommand', { name }), names),
  ],
  'commander.missingArgument': [
    /missing required argument '(?<name>.*)'$/s,
    ({ name = '' }) => t('cli.wrong.missingArgument', { name }),
  ],
  'commander.optionMissingArgument': [
    /option '(?<option>.*)' argument missing$/s,
    ({ option = '' }) => t('cli.wrong.missingValue', { option }),
  ],
  'commander.missingMandatoryOptionValue': [
    /required option '(?<option>.*)' not specified$/s,
    ({ option = '' }) => t('cli.wrong.missingOption', { option }),
  ],
  'commander.conflictingOption': [
    /option '(?<one>.*)' cannot be used with option '(?<other>.*)'$/s,
    ({ one = '', other = '' }) => t('cli.wrong.conflict', { one, other }),
  ],
  'commander.excessArguments': [
    /Expected (?<expected>\d+) arguments? but got \d+: (?<given>.*)\.$/s,
    ({ expected, given = '' }) => t('cli.wrong.tooMany', { expected: Number(expected), given }),
  ],
  'commander.invalidArgument': [
    /(?:option '(?<name>.*)' argument '(?<value>.*)' is invalid|value '(?<given>.*)' is invalid for argument '(?<argument>.*)')\. (?<reason>.*)$/s,
    ({ name, argument, value, given, reason = '' }) =>
      t('cli.wrong.badValue', {
        name: name ?? argument ?? '',
        value: value ?? given ?? '',
        reason: reasonText(reason),
      }),
  ],
};

/** Words a usage error from the catalogue: Commander's own texts are hard-coded in English. */
export function usageErrorText({ code, message }: CommanderError): string {
  const [pattern, words] = errors[code] ?? [];
  const found = pattern?.exec(message);
  if (words === undefined || found === null || found === undefined) {
    return message.replace(/^error: /, '');
  }
  return words(found.groups ?? {});
}

function didYouMean(message: string, names: string | undefined): string {
  return names === undefined ? message : t('cli.wrong.didYouMean', { message, names });
}

function reasonText(reason: string): string {
  const choices = /^Allowed choices are (?<choices>.*)\.$/.exec(reason)?.groups?.['choices'];
  return choices === undefined ? reason : t('cli.allowedChoices', { choices });
}

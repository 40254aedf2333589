import { type Command, Help, type HelpConfiguration, type Option } from 'commander';
import { t } from '../../shared/words/words.ts';

/** Commander's help in the catalogue's words: its own are hard-coded in English. */
export function helpWords(): HelpConfiguration {
  const original = Help.prototype;
  return {
    styleTitle: (title) => titles()[title] ?? title,
    commandUsage(this: Help, command: Command) {
      return placeholders(original.commandUsage.call(this, command));
    },
    subcommandTerm(this: Help, command: Command) {
      return placeholders(original.subcommandTerm.call(this, command));
    },
    subcommandDescription(this: Help, command: Command) {
      if (command.name() === 'help') return t('cli.help.help');
      return original.subcommandDescription.call(this, command);
    },
    optionDescription,
  };
}

function titles(): Readonly<Record<string, string>> {
  return {
    'Usage:': t('cli.help.usage'),
    'Arguments:': t('cli.help.arguments'),
    'Options:': t('cli.help.options'),
    'Commands:': t('cli.help.commands'),
  };
}

function placeholders(usage: string): string {
  return usage
    .replace('[options]', t('cli.help.optionsTerm'))
    .replace('[command]', t('cli.help.commandTerm'));
}

function optionDescription({ description, argChoices, ...option }: Option): string {
  const choices = argChoices?.join(', ');
  const chosen =
    choices === undefined ? description : t('cli.help.choices', { description, choices });
  // Lists start empty and their default has no description, so there is nothing to show.
  const value = option.defaultValueDescription;
  return value === undefined ? chosen : t('cli.help.default', { description: chosen, value });
}

import type { Command } from 'commander';
import { defaultSettings, type Settings } from '../../../shared/domain/settings.ts';
import { t } from '../../../shared/words/words.ts';
import { type Answer, answersInside } from '../command.ts';
import { exitCodes, Failure } from '../failure.ts';
import type { Surroundings } from '../surroundings.ts';

export function addSettingsCommands(program: Command, surroundings: Surroundings): void {
  const noun = program.command('settings').description(t('cli.commands.settings'));

  const list = noun.command('list').description(t('cli.commands.settingsList'));
  answersInside(list, surroundings, async ({ get }) => listed(await get('settings:get', {})));

  const set = noun
    .command('set')
    .description(t('cli.commands.settingsSet'))
    .argument('<NAME>')
    .argument('<VALUE...>');
  answersInside(set, surroundings, async ({ get }, { args: [name = '', ...values] }) => {
    if (!isSetting(name)) {
      throw new Failure(
        t('cli.noSetting', { name, names: Object.keys(defaultSettings).join(', ') }),
        exitCodes.refused,
      );
    }
    const patch = { [name]: readValue(defaultSettings[name], values) };
    return listed(await get('settings:update', patch));
  });
}

const isSetting = (name: string): name is keyof typeof defaultSettings =>
  Object.hasOwn(defaultSettings, name);

/** In the type of the setting’s default; the contract judges the value. */
function readValue(like: unknown, values: readonly string[]): unknown {
  const [value = ''] = values;
  if (Array.isArray(like)) return values;
  if (typeof like === 'boolean') return value === 'true' ? true : value === 'false' ? false : value;
  if (typeof like === 'number') return value.trim() === '' ? value : Number(value);
  return value;
}

const inText = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

function listed(settings: Settings): Answer {
  const lines = Object.entries(settings).map(
    ([name, value]) => `${name}  ${[value].flat().map(inText).join(' ')}`,
  );
  return { json: settings, text: lines.join('\n') };
}

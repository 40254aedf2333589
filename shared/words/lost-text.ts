import type { Lost, Salvaged } from '../domain/salvage.ts';
import { isMessageKey, t, tFrom } from './words.ts';

/** One thing that could not be salvaged, in words. */
export function lostText({ kind, what }: Lost): string {
  const [table = '', ...id] = what.split(' ');
  return tFrom(`salvage.lost.${kind}`, { what: [tableText(table), ...id].join(' ') });
}

/** What a table holds, in words; any other text as it is. */
export function tableText(table: string): string {
  const key = `salvage.table.${table}`;
  return isMessageKey(key) ? tFrom(key, {}) : table;
}

/** The list of what could not be salvaged, as saved to a file. */
export function lostList({ file, damagedPages, readable, salvaged, lost }: Salvaged): string {
  const head = [
    t('salvage.saved', { salvaged, readable, pages: damagedPages }),
    t('salvage.savedIn', { file }),
  ];
  return `${[...head, '', ...lost.map(lostText)].join('\n')}\n`;
}

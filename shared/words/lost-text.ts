import type { Lost, Salvaged } from '../domain/salvage.ts';
import { isMessageKey, t, tFrom } from './words.ts';

/** One thing that could not be salvaged, in words. */
export function lostText({ kind, what }: Lost): string {
  const key = `salvage.table.${what}`;
  return tFrom(`salvage.lost.${kind}`, { what: isMessageKey(key) ? tFrom(key, {}) : what });
}

/** The list of what could not be salvaged, as saved to a file. */
export function lostList({ file, damagedPages, readable, salvaged, lost }: Salvaged): string {
  const head = [
    t('salvage.saved', { salvaged, readable, pages: damagedPages }),
    t('salvage.savedIn', { file }),
  ];
  return `${[...head, '', ...lost.map(lostText)].join('\n')}\n`;
}

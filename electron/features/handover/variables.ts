import { uniqueNames } from '../export/formats.ts';
import type { Party } from './party.ts';

/** A name that shells, Kubernetes and the API clients all accept. */
const wordOf = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .toUpperCase() || 'APPLICATION';

/**
 * Each secret of the applications under a name of its own, such as `SHOP_PRODUCTION_TOKEN`. Names
 * that become the same are numbered.
 */
export function variablesOf(parties: readonly Party[]): ReadonlyMap<string, string> {
  const unique = uniqueNames();
  const variables = new Map<string, string>();
  for (const { name, keys } of parties) {
    const first = unique(wordOf(name));
    for (const { keyType, consumerKey, consumerSecret, accessToken } of keys) {
      const set = (what: string, value: string | null): void => {
        if (value !== null) variables.set(`${first}_${keyType}_${what}`, value);
      };
      set('CONSUMER_KEY', consumerKey);
      set('CONSUMER_SECRET', consumerSecret);
      set('TOKEN', accessToken);
    }
  }
  return variables;
}

import { uniqueNames, variableStem } from '../export/formats.ts';
import type { Party } from './party.ts';

/**
 * Each secret of the applications under a name of its own, such as `SHOP_PRODUCTION_TOKEN`. Names
 * that become the same are numbered.
 */
export function variablesOf(parties: readonly Party[]): ReadonlyMap<string, string> {
  const unique = uniqueNames();
  const variables = new Map<string, string>();
  for (const { id, name, keys } of parties) {
    const first = unique(variableStem({ application: name, applicationId: id }));
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

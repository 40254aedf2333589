import type { ExportedToken } from '../exported-token.ts';
import { variableNames } from './env.ts';

/**
 * A Postman environment, which Bruno, Insomnia and Hoppscotch import too: a secret variable for each
 * token, named as in `.env`.
 */
export function tokensAsPostman(tokens: readonly ExportedToken[]): string {
  const names = variableNames(tokens);
  const applications = new Set(tokens.map(({ application }) => application));
  const [first] = applications;
  const environment = {
    name: applications.size === 1 ? first : 'Latchkey',
    values: tokens.map(({ accessToken }, index) => ({
      key: names[index],
      value: accessToken,
      type: 'secret',
      enabled: true,
    })),
    _postman_variable_scope: 'environment',
  };
  return `${JSON.stringify(environment, null, 2)}\n`;
}

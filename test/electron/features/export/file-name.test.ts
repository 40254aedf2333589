import { expect, test } from 'vitest';
import { suggestedFileName } from '../../../../electron/features/export/file-name.ts';
import type { TokenSummary } from '../../../../shared/domain/token.ts';

function named(applicationName: string, keyType: TokenSummary['keyType'] = 'PRODUCTION') {
  return { applicationName, applicationId: applicationName, keyType } as TokenSummary;
}

test.each([
  ['Petshop', 'petshop-production.json'],
  ['Pet Shop 2', 'pet-shop-2-production.json'],
  ['Café São Tomé', 'café-são-tomé-production.json'],
  ['Приложение', 'приложение-production.json'],
  ['应用程序', '应用程序-production.json'],
  ['../../etc/passwd', 'etc-passwd-production.json'],
  ['C:\\x<y>|"z"?*', 'c-x-y-z-production.json'],
  ['con', 'con-production.json'],
  ['.hidden.', 'hidden-production.json'],
  ['🔑', 'application-production.json'],
  ['---', 'application-production.json'],
  ['a\u202eb\u200bc', 'a-b-c-production.json'],
  ['x'.repeat(70), `${'x'.repeat(40)}-production.json`],
  ['e\u0301', 'é-production.json'],
])('one token of %j: %s', (application, name) => {
  expect(suggestedFileName([named(application)], true, 'json')).toBe(name);
});

test('a name in any script fits into file systems’ limits', () => {
  const name = suggestedFileName([named('𠜎'.repeat(70))], true, 'json');
  expect(Buffer.byteLength(name)).toBeLessThan(255);
});

test('several of one application, and of several', () => {
  const production = named('Petshop');
  const sandbox = named('Petshop', 'SANDBOX');
  expect(suggestedFileName([sandbox], true, 'env')).toBe('petshop-sandbox.env');
  expect(suggestedFileName([production, sandbox], true, 'csv')).toBe('petshop-tokens.csv');
  expect(suggestedFileName([production, named('Other')], false, 'jwt')).toBe('tokens.jwt');
});

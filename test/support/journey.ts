import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CoreChannel } from '../../electron/base/context/context.ts';
import { wholeLedger } from '../../shared/domain/ledger-filter.ts';
import { exportFormats } from '../../shared/domain/token-export.ts';
import { channels, contract, type Input } from '../../shared/ipc/contract.ts';
import { DAY, type TestCore, temporaryDirectory } from './core.ts';
import {
  generate,
  makeApi,
  makeApplication,
  planIds,
  regenerate,
  scope,
  subscribe,
} from './workspace.ts';

/** Channels of an open workspace that change something in it. */
export const changingChannels = channels.filter(
  (channel): channel is CoreChannel =>
    'changes' in contract[channel] &&
    channel !== 'preferences:set' &&
    !channel.startsWith('program:') &&
    !channel.startsWith('workspace:') &&
    !channel.startsWith('backup:') &&
    !channel.startsWith('rescue:') &&
    !channel.startsWith('merge:'),
);

const OPENAPI = {
  openapi: '3.1.0',
  info: { title: 'Imported', version: '1' },
  servers: [{ url: 'https://api.example/imported' }],
  paths: {},
};

/** The example of the age tool's documentation. */
const RECIPIENT = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p';

/**
 * Makes every core call that changes something at least once, in a workspace where each of them has
 * something to change.
 *
 * @returns two applications, one of them in the bin.
 */
export async function everyChange(core: TestCore): Promise<void> {
  const folder = temporaryDirectory();
  core.shell.saveTo = { folder };
  const { give } = core;
  await give('settings:update', {
    issuer: 'https://journey.example',
    owner: 'ada',
    keepOldToken: true,
  });
  const plans = await planIds(core);

  const pets = await makeApi(core, 'Pets', { scopes: [scope('pets:read'), scope('pets:write')] });
  const zoo = await makeApi(core, 'Zoo');
  await give('api:update', { id: zoo.id, ...bare(zoo), name: 'Zoo 2' });
  const file = join(folder, 'imported.json');
  writeFileSync(file, JSON.stringify(OPENAPI));
  const review = await give('api-import:drop', {}, { paths: [file] });
  const choice = { name: 'Imported', version: '1', context: '/imported' };
  await give('api-import:commit', {
    id: review.id,
    choices: [{ index: 0, ...choice, businessPlanIds: [plans.Gold] }],
  });

  const shop = await makeApplication(core, 'Petshop');
  const { perTokenQuota } = shop;
  const gold = await subscribe(core, shop.id, pets.id, 'Gold');
  const bronze = await subscribe(core, shop.id, pets.id, 'Bronze');
  await subscribe(core, shop.id, zoo.id, 'Gold');
  await give('subscription:change-plan', { id: bronze.id, businessPlanId: plans.Silver });
  await give('subscription:set-state', { id: gold.id, state: 'PROD_ONLY_BLOCKED' });

  await give('token-form:update', {
    applicationId: shop.id,
    profile: null,
    algorithm: null,
    claims: '{"team":"pets"}',
  });
  const first = await generate(core, shop.id, { scopes: ['pets:read'] });
  const second = await regenerate(core, first, { validitySeconds: -1 });
  await generate(core, shop.id, { keyType: 'SANDBOX', scopes: ['pets:write'] });
  const saved = { name: 'All', filter: wholeLedger };
  await give('saved-filter:save', saved);
  await give('saved-filter:delete', { name: 'all' });
  await give('token:revoke', { ids: [first.id] });
  const again = { kind: 'regenerate', validitySeconds: null, scopes: null } as const;
  const bulk = await give('bulk:prepare', { ...again, tokens: { filter: { keyType: 'SANDBOX' } } });
  await give('bulk:run', { id: bulk.id });
  await give('token:export-each', {
    selection: { of: 'bulk', id: bulk.id },
    recipients: [{ application: null, recipient: RECIPIENT }],
  });
  await give('bulk:discard', { id: bulk.id });
  const ofShop = { of: { ids: [shop.id] }, keyType: 'SANDBOX' as const };
  const revoking = await give('bulk:prepare', { kind: 'revoke', tokens: ofShop });
  await give('bulk:run', { id: revoking.id });
  await give('secret:reveal', { kind: 'access-token', id: second.id });
  await give('secret:copy', { kind: 'consumer-secret', id: second.keysId });
  for (const format of exportFormats) {
    await give('token:export', { selection: { of: 'everything' }, format, encryption: null });
  }
  const everything = { selection: { of: 'everything' }, format: 'json' } as const;
  const plain = given(await give('token:export', { ...everything, encryption: null }));
  const read = given(await give('takeover:choose', {}, { paths: [plain.path] }));
  await give('takeover:run', { id: read.id, passphrase: null });
  const encryption = { passphrase: 'nine green bottles', insist: false };
  const encrypted = await give('token:export', { ...everything, encryption });
  core.shell.files = encrypted === null ? [] : [encrypted.path];
  const chosen = await give('encrypted-export:choose', {});
  if (chosen === null) throw new Error('The dialog was closed');
  await give('encrypted-export:save', { id: chosen.id, passphrase: encryption.passphrase });
  for (const what of ['jwks', 'certificate', 'haproxy', 'revocations'] as const) {
    await give('gateway:export', { file: what });
  }
  await everyKeyChange(core, folder);
  const sandbox = { applicationId: shop.id, keyType: 'SANDBOX' } as const;
  const production = { applicationId: shop.id, keyType: 'PRODUCTION' } as const;
  const spare = await give('consumer-secret:add', {
    ...production,
    note: 'spare',
    validitySeconds: 86_400,
  });
  await give('consumer-secret:revoke', { id: spare.id });
  const grantTypes = ['client_credentials', 'refresh_token'] as const;
  await give('keys:set-hand-over', {
    ...production,
    grantTypes: [...grantTypes],
    callbackUrl: 'https://example.com/back',
  });
  const kept = { ...sandbox, file: '/srv/shop/.env', name: 'TOKEN' };
  const form = { format: 'env', mode: 0o600, template: null, beforeSeconds: null } as const;
  await give('renewal:save', { ...kept, ...form });
  await give('renewal:remove', { file: kept.file, name: kept.name });
  await give('keys:remove', sandbox);
  await give('activity:export', { format: 'csv' });

  await give('subscription:delete', { id: bronze.id });
  const plan = { description: '', requestsPerMinute: 7 };
  await give('business-plan:update', { id: plans.Silver, name: 'Silver 2', ...plan });
  await give('business-plan:update', { id: plans.Silver, name: 'Silver', ...plan });
  const added = await give('business-plan:create', { name: 'Tin', ...plan });
  await give('business-plan:delete', { id: added.id });
  await give('quota:save', { before: null, name: 'Partners', requestsPerMinute: 200 });
  await give('quota:delete', { name: 'Partners' });
  const seeing = { name: 'pets:see', displayName: 'See', description: '' };
  await give('scope:update', { before: 'pets:read', ...seeing });
  await give('scope:update', { ...seeing, before: 'pets:see', name: 'pets:read' });
  await give('bin:restore', { kind: 'subscription', id: bronze.id });
  await give('api:update', { id: pets.id, ...bare(pets), name: 'Pets 2' });
  await give('api:delete', { id: pets.id });
  await give('bin:restore', { kind: 'api', id: pets.id });
  await give('application:update', { id: shop.id, name: 'Shop', description: '', perTokenQuota });
  await give('application:delete', { id: shop.id });
  await give('bin:restore', { kind: 'application', id: shop.id });

  const gone = await makeApplication(core, 'Gone');
  await subscribe(core, gone.id, zoo.id, 'Gold');
  await generate(core, gone.id);
  await give('application:delete', { id: gone.id });
  await give('bin:purge', { kind: 'application', id: gone.id });
  await give('api:delete', { id: zoo.id });
  await give('bin:purge', { kind: 'api', id: zoo.id });
  const { id } = await give('application:duplicate', { id: shop.id, name: 'Shop 2' });
  const selection = { filter: { search: 'shop 2' } };
  await give('application:arrange', { selection, favourite: true, group: 'Shops' });
  const brief = await generate(core, shop.id, { keyType: 'SANDBOX' });
  await regenerate(core, brief);
  core.clock.now += DAY;
  // The time of an entry that is a day old is trusted.
  await give('settings:update', { owner: 'Ada' });
  core.clock.now += DAY;
  await give('settings:update', { owner: 'Grace' });
  await give('token:purge', { expiredBefore: core.clock.now, archive: null });
  await give('reminders:export', { days: 3660 });
  await give('issuer:publish', {});
  const handover = { format: 'postman', signingKey: null } as const;
  await give('handover:write', { ...handover, applicationIds: [shop.id] });
  await give('application:delete-many', { selection: { ids: [id] } });
  await give('application:delete', { id: shop.id });
}

type ApiFields = Omit<Input<'api:update'>, 'id'>;

/** The fields of an API that a person enters. */
function bare({ name, version, context, provider, description, ...rest }: ApiFields): ApiFields {
  const { scopes, businessPlanIds } = rest;
  return { name, version, context, provider, description, scopes, businessPlanIds };
}

/** Makes every call that changes signing keys. */
async function everyKeyChange(core: TestCore, folder: string): Promise<void> {
  const { give } = core;
  const subject = { commonName: 'Journey', organization: '' };
  const keyOf = async (kid: string) => {
    const found = (await give('signing-key:list', {})).find((key) => key.kid === kid);
    if (found === undefined) throw new Error('The key is gone');
    return found;
  };
  const next = await keyOf((await give('signing-key:create', { algorithm: 'ES256' })).kid);
  await give('signing-key:renew-certificate', {
    id: next.id,
    certificate: { ...subject, days: 30 },
  });
  await give('signing-key:export-csr', { id: next.id, certificate: subject });
  const certificate = join(folder, 'set.pem');
  const { certificatePem } = given(
    (await give('gateway:get', {})).publicKeys.find(({ kid }) => kid === next.kid),
  );
  writeFileSync(certificate, certificatePem);
  await give('signing-key:set-certificate', { id: next.id }, { paths: [certificate] });
  await give('signing-key:delete', { id: next.id });
  const { privateKey } = generateKeyPairSync('ed25519');
  const file = join(folder, 'key.pem');
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const chosen = given(await give('signing-key:choose', {}, { paths: [file] }));
  const imported = await keyOf(
    (await give('signing-key:import', { id: chosen.id, passphrase: null })).kid,
  );
  await give('signing-key:rotate', { algorithm: 'EdDSA', next: imported.id });
  await give('signing-key:rotate', { algorithm: 'RS256', next: null });
  await give('signing-key:retire', { id: imported.id });
}

function given<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('There is none');
  return value;
}

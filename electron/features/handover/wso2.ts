import { stringify } from 'yaml';
import { grantTypes as known } from '../../../shared/domain/consumer-secret.ts';
import { zip } from '../../base/files/zip.ts';
import type { Handover } from './formats.ts';
import type { Party, PartyKeys } from './party.ts';
import { descriptionOf, groupOf, ownerOf, quotaOf } from './wso2-fields.ts';

/**
 * An application archive of `apictl import app` (WSO2 API Manager 4.x): a ZIP with the folder
 * `<owner>-<application>`, and in it `application.yaml` and `application_meta.yaml`. Fields are those
 * of ExportedApplication (carbon-apimgt: ApplicationDTO, ApplicationKeyDTO, ExportedSubscribedAPI).
 * What an archive had that was read here, and that nothing here has changed, is written again.
 */
export function wso2Archive({ parties, owner: ofWorkspace }: Handover): Buffer {
  const [party] = parties;
  if (party === undefined) throw new Error('no application');
  const owner = ownerIn(party, ofWorkspace);
  const folder = `${fileName(owner)}-${fileName(party.name)}`;
  return zip(
    new Map([
      [`${folder}/application.yaml`, stringify(applicationOf(party, owner))],
      [`${folder}/application_meta.yaml`, stringify({ name: party.name, owner })],
    ]),
  );
}

const fileName = (text: string): string => text.replaceAll(/[^\p{L}\p{N}._-]+/gu, '_');

/** The value of the archive that was read, if it still means what this program has. */
function kept<T>(before: unknown, now: T, meaning: (text: string) => T): string | T {
  return typeof before === 'string' && meaning(before) === now ? before : now;
}

function ownerIn({ owner, fields }: Party, ofWorkspace: string): string {
  return kept(fields.application['owner'], owner || ofWorkspace, ownerOf);
}

function applicationOf(party: Party, owner: string) {
  const { application: before, version = 'v4.5.0', notHere } = party.fields;
  const groups = Array.isArray(before['groups']) ? before['groups'].map(String) : [];
  const subscriptions = [...party.subscriptions.map(subscriptionOf(party, owner)), ...notHere];
  return {
    type: 'application',
    version,
    data: {
      applicationInfo: {
        applicationId: party.id,
        tokenType: 'JWT',
        status: 'APPROVED',
        hashEnabled: false,
        ...before,
        name: party.name,
        throttlingPolicy: kept(before['throttlingPolicy'], party.perTokenQuota, (policy) =>
          quotaOf(policy),
        ),
        description: kept(before['description'], party.description, descriptionOf),
        groups:
          groupOf(groups) === party.group ? groups : [party.group].filter((one) => one !== ''),
        subscriptionCount: subscriptions.length,
        owner,
        keys: party.keys.map((keys) => keyOf(keys, party.fields.keys[keys.keyType] ?? {})),
      },
      subscribedAPIs: subscriptions,
    },
  };
}

/** An import skips, without a word, what doesn't exist there under the same name and version. */
function subscriptionOf({ fields }: Party, owner: string) {
  return ({ apiName, version, provider, plan }: Party['subscriptions'][number]) => {
    const before = fields.subscriptions.find((one) => isOf(one['apiId'], apiName, version));
    const known = recordOf(before?.['apiId']);
    return {
      subscriber: { name: owner },
      ...before,
      apiId: { providerName: provider === '' ? owner : provider, ...known, apiName, version },
      throttlingPolicy: plan,
    };
  };
}

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

function isOf(apiId: unknown, apiName: string, version: string): boolean {
  const before = recordOf(apiId);
  return before['apiName'] === apiName && before['version'] === version;
}

function keyOf(keys: PartyKeys, before: Readonly<Record<string, unknown>>) {
  const token = recordOf(before['token']);
  // Without a token here, the validity is still that of the archive.
  const stated = keys.accessToken === null ? token['validityTime'] : undefined;
  const validityTime = typeof stated === 'number' ? stated : keys.validitySeconds;
  return {
    keyManager: 'Resident Key Manager',
    ...before,
    consumerKey: keys.consumerKey,
    // Base64, not encrypted: ImportUtils decodes it.
    consumerSecret: Buffer.from(keys.consumerSecret ?? '').toString('base64'),
    keyType: keys.keyType,
    supportedGrantTypes: grantTypesOf(keys, before),
    ...(keys.callbackUrl !== '' && { callbackUrl: keys.callbackUrl }),
    // The import fails on a key without `token.validityTime`.
    token: {
      ...token,
      accessToken: keys.accessToken ?? '',
      tokenScopes: keys.accessToken === null ? (token['tokenScopes'] ?? keys.scopes) : keys.scopes,
      validityTime,
    },
    additionalProperties: {
      ...recordOf(before['additionalProperties']),
      application_access_token_expiry_time: validityTime,
    },
  };
}

const isKnown = (type: string): boolean => known.some((one) => one === type);

/** Grant types that only WSO2 knows stay. */
function grantTypesOf({ grantTypes }: PartyKeys, before: Readonly<Record<string, unknown>>) {
  const stated = Array.isArray(before['supportedGrantTypes'])
    ? before['supportedGrantTypes'].map(String)
    : [];
  const inOrder = stated.filter((type) => !isKnown(type) || grantTypes.includes(type));
  return [...inOrder, ...grantTypes.filter((type) => !inOrder.includes(type))];
}

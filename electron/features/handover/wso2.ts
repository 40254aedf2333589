import { stringify } from 'yaml';
import { zip } from '../../base/files/zip.ts';
import type { Handover } from './formats.ts';
import type { Party, PartyKeys } from './party.ts';

/**
 * An application archive of `apictl import app` (WSO2 API Manager 4.x): a ZIP with the folder
 * `<owner>-<application>`, and in it `application.yaml` and `application_meta.yaml`. Fields are those
 * of ExportedApplication (carbon-apimgt: ApplicationDTO, ApplicationKeyDTO, ExportedSubscribedAPI).
 */
export function wso2Archive({ parties, owner }: Handover): Buffer {
  const [party] = parties;
  if (party === undefined) throw new Error('no application');
  const folder = `${fileName(owner)}-${fileName(party.name)}`;
  return zip(
    new Map([
      [`${folder}/application.yaml`, stringify(applicationOf(party, owner))],
      [`${folder}/application_meta.yaml`, stringify({ name: party.name, owner })],
    ]),
  );
}

const fileName = (text: string): string => text.replaceAll(/[^\p{L}\p{N}._-]+/gu, '_');

function applicationOf(party: Party, owner: string) {
  return {
    type: 'application',
    version: 'v4.5.0',
    data: {
      applicationInfo: {
        applicationId: party.id,
        name: party.name,
        throttlingPolicy: party.perTokenQuota,
        description: party.description,
        tokenType: 'JWT',
        status: 'APPROVED',
        groups: [],
        subscriptionCount: party.subscriptions.length,
        owner,
        hashEnabled: false,
        keys: party.keys.map(keyOf),
      },
      // An import skips, without a word, what doesn't exist there under the same name and version.
      subscribedAPIs: party.subscriptions.map(({ apiName, version, provider, plan }) => ({
        apiId: { providerName: provider === '' ? owner : provider, apiName, version },
        subscriber: { name: owner },
        throttlingPolicy: plan,
      })),
    },
  };
}

function keyOf(keys: PartyKeys) {
  return {
    keyManager: 'Resident Key Manager',
    consumerKey: keys.consumerKey,
    // Base64, not encrypted: ImportUtils decodes it.
    consumerSecret: Buffer.from(keys.consumerSecret ?? '').toString('base64'),
    keyType: keys.keyType,
    supportedGrantTypes: ['client_credentials'],
    // The import fails on a key without `token.validityTime`.
    token: {
      accessToken: keys.accessToken ?? '',
      tokenScopes: keys.scopes,
      validityTime: keys.validitySeconds,
    },
    additionalProperties: { application_access_token_expiry_time: keys.validitySeconds },
  };
}

import { randomUUID } from 'node:crypto';
import { versionedContext } from '../../../shared/domain/api.ts';
import { signingKeyIdSchema } from '../../../shared/domain/ids.ts';
import { folded, nameKey, orderKey } from '../../../shared/domain/text.ts';
import { t } from '../../../shared/words/words.ts';
import type { Cipher } from '../../base/crypto/cipher.ts';
import { Secret } from '../../base/crypto/secret.ts';
import type { RawValue } from '../../base/database/raw/raw-tree.ts';
import { number, text } from '../../base/database/values.ts';
import { certificatePlace, privateKeyPlace } from '../signing/sealed-key.ts';
import type { Found, Row } from './found.ts';
import { ownerOf } from './lost-tokens.ts';
import { jwtOf } from './prove.ts';

/** Adds placeholders for lost rows, so that the rows that refer to them can be kept. */
export function repair(found: Found, cipher: Cipher, now: number): void {
  const owners = ownersOf(found, cipher);
  for (const table of ['application_keys', 'subscription', 'application_form', 'token']) {
    const column = table === 'application_form' ? 'id' : 'application_id';
    for (const row of missingParents(found, table, column, 'application')) {
      const name = owners.get(row['id'] ?? null)?.applicationName;
      addApplication(found, row[column] ?? null, name, now);
    }
  }
  for (const row of missingParents(found, 'token', 'keys_id', 'application_keys')) {
    addKeys(found, row, owners.get(row['id'] ?? null), now);
  }
  for (const row of missingParents(found, 'token', 'signing_key_id', 'signing_key')) {
    addSigningKey(found, row['signing_key_id'] ?? null, cipher, now);
  }
  for (const table of ['subscription', 'api_scope', 'api_business_plan']) {
    for (const row of missingParents(found, table, 'api_id', 'api')) {
      addApi(found, row['api_id'] ?? null, now);
    }
  }
  for (const table of ['subscription', 'api_business_plan']) {
    for (const row of missingParents(found, table, 'business_plan_id', 'business_plan')) {
      addPlan(found, row['business_plan_id'] ?? null);
    }
  }
  dropOrphans(found, 'consumer_secret', 'keys_id', 'application_keys');
  dropOrphans(found, 'token_secret', 'token_id', 'token');
  dropOrphans(found, 'token_coverage', 'keys_id', 'application_keys');
}

type Owner = ReturnType<typeof ownerOf>;

/** By token id and by keys id. Only tokens whose application or keys are lost are read. */
function ownersOf(found: Found, cipher: Cipher): ReadonlyMap<RawValue, Owner> {
  const owners = new Map<RawValue, Owner>();
  const [applications, keys] = [found.ids('application'), found.ids('application_keys')];
  const orphans = new Map(
    found
      .rows('token')
      .filter(
        (row) =>
          !applications.has(row['application_id'] ?? null) || !keys.has(row['keys_id'] ?? null),
      )
      .map((row) => [row['id'], row]),
  );
  for (const row of found.rows('token_secret')) {
    const token = orphans.get(row['token_id']);
    const jwt = token === undefined ? null : jwtOf(row, cipher);
    if (token === undefined || jwt === null) continue;
    const owner = ownerOf(jwt);
    owners.set(token['id'] ?? null, owner);
    owners.set(token['keys_id'] ?? null, owner);
  }
  return owners;
}

/** One row for each parent that is missing. */
function missingParents(
  found: Found,
  table: string,
  column: string,
  parent: string,
): readonly Row[] {
  const ids = found.ids(parent);
  const missing = new Map<RawValue, Row>();
  for (const row of found.rows(table)) {
    const id = row[column] ?? null;
    if (!ids.has(id) && !missing.has(id)) missing.set(id, row);
  }
  return [...missing.values()];
}

function dropOrphans(found: Found, table: string, column: string, parent: string): void {
  const ids = found.ids(parent);
  found.keep(table, (row) => {
    const isKept = ids.has(row[column] ?? null);
    if (!isKept) found.note('orphan', `${table} ${text(row[column])}`);
    return isKept;
  });
}

const highest = (found: Found, table: string, column: string): number =>
  found.rows(table).reduce((most, row) => Math.max(most, number(row[column])), 0);

/** A name that isn't taken yet. */
function freeName(found: Found, table: string, wanted: string): string {
  const names = new Set(found.rows(table).map((row) => row['name_key']));
  let name = wanted;
  for (let nth = 2; names.has(nameKey(name)); nth += 1) name = `${wanted} ${nth}`;
  return name;
}

function addApplication(found: Found, id: RawValue, known: string | undefined, now: number): void {
  const name = freeName(found, 'application', known ?? t('salvage.application'));
  found.add('application', {
    number: highest(found, 'application', 'number') + 1,
    id,
    name,
    name_key: nameKey(name),
    name_order: orderKey(name),
    search_text: folded(name),
    description: '',
    per_token_quota: 'Unlimited',
    created_at: now,
    updated_at: now,
    deleted_at: null,
  });
  found.note('parent', name);
}

function addKeys(found: Found, token: Row, owner: Owner | undefined, now: number): void {
  const id = token['keys_id'] ?? null;
  const applicationId = token['application_id'] ?? null;
  const others = found
    .rows('application_keys')
    .filter((row) => row['application_id'] === applicationId);
  const free = ['PRODUCTION', 'SANDBOX'].find(
    (type) => !others.some((row) => row['key_type'] === type),
  );
  const keyType = owner?.keyType ?? free ?? 'PRODUCTION';
  const consumerKey = owner?.consumerKey ?? `lost-${randomUUID()}`;
  found.add('application_keys', {
    id,
    application_id: applicationId,
    key_type: keyType,
    consumer_key: consumerKey,
    created_at: now,
    coverage: 0,
  });
  if (owner?.consumerKey === undefined) found.note('parent', consumerKey);
}

function addSigningKey(found: Found, id: RawValue, cipher: Cipher, now: number): void {
  const known = signingKeyIdSchema.safeParse(id);
  if (!known.success) return;
  const nothing = new Secret('');
  found.add('signing_key', {
    id,
    kid: `lost-${known.data}`,
    algorithm: 'RS256',
    state: 'retired',
    private_key_sealed: cipher.seal(privateKeyPlace(known.data), nothing),
    certificate_sealed: cipher.seal(certificatePlace(known.data), nothing),
    created_at: now,
    current_at: null,
    previous_at: null,
    retired_at: now,
    replaced: 0,
  });
  found.note('signing-key', known.data);
}

function addApi(found: Found, id: RawValue, now: number): void {
  const name = freeName(found, 'api', t('salvage.api'));
  const sequence = highest(found, 'api', 'sequence') + 1;
  const context = `/lost-${sequence}`;
  found.add('api', {
    sequence,
    id,
    name,
    name_key: nameKey(name),
    name_order: orderKey(name, '1'),
    search_text: folded(name),
    version: '1',
    context,
    context_key: context,
    address: versionedContext(context, '1'),
    provider: '',
    description: '',
    created_at: now,
    updated_at: now,
    deleted_at: null,
  });
  found.note('parent', name);
}

function addPlan(found: Found, id: RawValue): void {
  const name = freeName(found, 'business_plan', t('salvage.businessPlan'));
  found.add('business_plan', {
    id,
    name,
    name_key: nameKey(name),
    description: '',
    requests_per_minute: null,
    position: highest(found, 'business_plan', 'position') + 1,
  });
  found.note('parent', name);
}

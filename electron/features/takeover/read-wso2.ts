import { basename, dirname } from 'node:path/posix';
import { parse } from 'yaml';
import type { Wso2Fields } from '../../../shared/domain/handover.ts';
import { type KeyType, keyTypes } from '../../../shared/domain/token.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { Secret } from '../../base/crypto/secret.ts';
import { decodeText } from '../../base/files/decode-text.ts';
import { parseJson } from '../apis/import/parse-json.ts';
import { parseYaml } from '../apis/import/parse-yaml.ts';
import { type Fields, isFields, items, member, members, text } from '../apis/import/tree.ts';
import type { Unpacked } from '../apis/import/unpack.ts';
import type { Incoming, IncomingApplication, IncomingKeys, LeftOut } from './incoming.ts';

/** Bytes of one description: real ones have a few kB, and the strict parser takes 0.5 s for one MiB. */
export const DESCRIPTION_MAX = 1024 * 1024;
/** Applications of one archive: `apictl export apps` writes an archive for each. */
const MOST = 1000;

/**
 * Reads the archive that `apictl export app` writes: `application.yaml` or `.json` (carbon-apimgt
 * ImportUtils: YAML first) in any folder, or, as version 3 writes it, `<name>/<name>.json`.
 *
 * @returns what it says; `takeover/not-recognized` if no file describes an application; the errors
 *   of the YAML and JSON readers.
 */
export function readWso2(files: readonly Unpacked[]): Result<Incoming, AppError> {
  const applications: IncomingApplication[] = [];
  const leftOut: LeftOut[] = [];
  const seen = new Set<string>();
  const inOrder = files.toSorted((a, b) => rank(a.path) - rank(b.path));
  for (const { path, bytes } of inOrder) {
    const folder = dirname(path.replaceAll('\\', '/'));
    if (rank(path) === UNKNOWN || seen.has(folder)) continue;
    if (bytes.length > DESCRIPTION_MAX) {
      const detail = { of: 'bytes', limit: DESCRIPTION_MAX };
      return err(appError('import/archive-too-large', { detail }));
    }
    const document = parsed(path, bytes);
    if (!document.ok) return document;
    const application = applicationOf(document.value, leftOut);
    if (application === null) continue;
    seen.add(folder);
    applications.push(application);
    if (applications.length > MOST) {
      return err(appError('import/archive-too-large', { detail: { of: 'files', limit: MOST } }));
    }
  }
  if (applications.length === 0) return err(appError('takeover/not-recognized'));
  return ok({ applications, leftOut });
}

const UNKNOWN = 3;

/** Which of a folder's files comes first. Windows archivers write backslashes. */
function rank(path: string): number {
  const names = path.replaceAll('\\', '/');
  const name = basename(names).toLowerCase();
  if (/^application\.ya?ml$/.test(name)) return 0;
  if (name === 'application.json') return 1;
  return name === `${basename(dirname(names)).toLowerCase()}.json` ? 2 : UNKNOWN;
}

interface Document {
  /** With every scalar as it is written: a version `1.10` isn't 1.1. */
  readonly written: unknown;
  /** The same, with numbers as numbers: what an archive has besides is written again as it was. */
  readonly typed: unknown;
}

function parsed(path: string, bytes: Uint8Array): Result<Document, AppError> {
  const content = decodeText(bytes);
  if (!content.ok) return content;
  if (path.toLowerCase().endsWith('.json')) {
    const json = parseJson(content.value) ?? err(appError('takeover/not-recognized'));
    return json.ok ? ok({ written: json.value, typed: json.value }) : json;
  }
  const written = parseYaml(content.value);
  if (!written.ok) return written;
  try {
    // The first parser refused what is too deep, too large or expands without limit.
    return ok({ written: written.value, typed: parse(content.value, { logLevel: 'silent' }) });
  } catch {
    return ok({ written: written.value, typed: written.value });
  }
}

/** The first member that there is. */
const either = (value: unknown, ...names: readonly string[]): unknown =>
  names.map((name) => member(value, name)).find((found) => found !== undefined && found !== null);

/** ExportedApplication: `applicationInfo` and `subscribedAPIs`; version 3 has them in one object. */
function applicationOf(
  { written: document, typed }: Document,
  leftOut: LeftOut[],
): IncomingApplication | null {
  const data = dataOf(document);
  const info = infoOf(data);
  const name = text(member(info, 'name'));
  if (!isFields(info) || name === '') return null;
  const groups = items(member(info, 'groups')).map(text);
  const { keys, fields } = keysOf(name, listedKeys(data), listedKeys(dataOf(typed)), leftOut);
  const subscribed = items(member(data, 'subscribedAPIs')).filter(isFields);
  const typedSubscribed = items(member(dataOf(typed), 'subscribedAPIs')).filter(isFields);
  const typedInfo = infoOf(dataOf(typed));
  const version = text(member(document, 'version'));
  return {
    id: text(either(info, 'applicationId', 'uuid')) || null,
    name,
    about: {
      description: text(member(info, 'description')),
      perTokenQuota: text(either(info, 'throttlingPolicy', 'tier')),
      owner: text(either(info, 'owner')) || text(member(info, 'subscriber', 'name')),
      group: groups[0] ?? '',
      fields: {
        ...(version !== '' && { version }),
        application: without(typedInfo, ['keys', 'subscribedAPIs', 'applicationKeys']),
        keys: fields,
        subscriptions: subscribed.map((one, place) =>
          keptSubscription(one, typedSubscribed[place]),
        ),
        notHere: [],
      },
    },
    keys,
    subscriptions: subscribed.map((one) => ({
      apiName: text(either(member(one, 'apiId'), 'apiName', 'name')),
      version: text(member(one, 'apiId', 'version')),
      plan: text(either(one, 'throttlingPolicy')) || planOf(member(one, 'tier')),
    })),
  };
}

const dataOf = (document: unknown): unknown => member(document, 'data') ?? document;
const infoOf = (data: unknown): unknown => member(data, 'applicationInfo') ?? data;
const listedKeys = (data: unknown): readonly unknown[] => [
  ...items(member(infoOf(data), 'keys')),
  ...items(member(data, 'applicationKeys')),
];

/** With the API's name and version as they are written. */
function keptSubscription(written: Fields, typed: Fields = written): Record<string, unknown> {
  const [apiId, texts] = [member(typed, 'apiId'), member(written, 'apiId')];
  if (!isFields(apiId) || !isFields(texts)) return { ...written };
  const names = ['apiName', 'version', 'providerName']
    .filter((name) => texts[name] !== undefined)
    .map((name) => [name, texts[name]] as const);
  return { ...typed, apiId: { ...apiId, ...Object.fromEntries(names) } };
}

const planOf = (tier: unknown): string => text(tier) || text(member(tier, 'name'));

function keysOf(
  application: string,
  listed: readonly unknown[],
  typed: readonly unknown[],
  leftOut: LeftOut[],
): { readonly keys: readonly IncomingKeys[]; readonly fields: Wso2Fields['keys'] } {
  const keys: IncomingKeys[] = [];
  const fields: Wso2Fields['keys'] = {};
  for (const [place, one] of listed.entries()) {
    const named = text(either(one, 'keyType', 'type'));
    const keyType = keyTypes.find((type) => type === named);
    const consumerKey = text(member(one, 'consumerKey'));
    if (!isFields(one) || keyType === undefined || consumerKey === '') continue;
    // Each key manager has keys of its own; here an application has one of each type.
    if (fields[keyType] !== undefined) {
      const manager = text(member(one, 'keyManager'));
      leftOut.push({ reason: 'too-many-keys', what: `${application}, ${keyType}, ${manager}` });
      continue;
    }
    const kept = typed[place];
    fields[keyType] = keyFieldsOf(isFields(kept) ? kept : one);
    keys.push(keyOf(one, keyType, consumerKey));
  }
  return { keys, fields };
}

function keyOf(one: Fields, keyType: KeyType, consumerKey: string): IncomingKeys {
  const grantTypes = either(one, 'supportedGrantTypes', 'grantTypes');
  const encoded = text(member(one, 'consumerSecret'));
  const jwt = text(either(member(one, 'token'), 'accessToken')) || text(member(one, 'accessToken'));
  return {
    keyType,
    consumerKey,
    // ExportUtils encodes it; it isn't encrypted.
    secret: encoded === '' ? null : new Secret(Buffer.from(encoded, 'base64').toString('utf8')),
    handOver: {
      grantTypes: Array.isArray(grantTypes)
        ? grantTypes.map(text)
        : text(grantTypes)
            .split(/[\s,]+/)
            .filter((type) => type !== ''),
      callbackUrl: text(member(one, 'callbackUrl')),
    },
    tokens:
      jwt === '' ? [] : [{ jwt: new Secret(jwt), isRevoked: false, revokedAt: null, facts: null }],
  };
}

/** A key's other fields: the consumer secret and the token have sealed places of their own. */
function keyFieldsOf(one: Fields): Record<string, unknown> {
  const token = member(one, 'token');
  return {
    ...without(one, ['consumerSecret', 'accessToken', 'token']),
    ...(isFields(token) && { token: without(token, ['accessToken']) }),
  };
}

const without = (fields: unknown, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(members(fields).filter(([name]) => !names.includes(name)));
